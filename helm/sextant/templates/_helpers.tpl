{{/* Name of the release's objects: sextant for a release of that name, otherwise RELEASE-sextant. */}}
{{- define "sextant.name" -}}
{{- if contains "sextant" .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-sextant" .Release.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "sextant.operator" -}}{{ include "sextant.name" . }}-operator{{- end }}
{{- define "sextant.store" -}}{{ include "sextant.name" . }}-store{{- end }}

{{/* Name of a cluster-wide object: two releases in two namespaces must not share one. */}}
{{- define "sextant.clusterName" -}}{{ include "sextant.name" . }}-{{ .Release.Namespace }}{{- end }}

{{/* The user name of the operator, as the API server sees it. */}}
{{- define "sextant.user" -}}system:serviceaccount:{{ .Release.Namespace }}:{{ include "sextant.operator" . }}{{- end }}

{{- define "sextant.labels" -}}
{{ include "sextant.selector" . }}
app.kubernetes.io/part-of: sextant
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "sextant.selector" -}}
app.kubernetes.io/name: sextant-{{ .component }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end }}

{{- define "sextant.image" -}}
{{- $registry := required "image.registry: is required: the registry and path of the images, such as registry.example.com/ml/sextant" .root.Values.image.registry -}}
{{ $registry }}/{{ .component }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- with get .root.Values.image.digests .component }}@{{ . }}{{ end }}
{{- end }}

{{- define "sextant.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "sextant.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{- define "sextant.pullSecrets" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
{{- range . }}
- name: {{ . }}
{{- end }}
{{- end }}
{{- end }}

{{/* What the operator may do in a namespace that it looks after. docs/rbac.md says why. */}}
{{- define "sextant.rules" -}}
- apiGroups: [sextant.dev]
  resources: [artifactstores, datasets, trainingruns, modeldeployments]
  verbs: [get, list, watch]
- apiGroups: [sextant.dev]
  resources: [datasetsnapshots, modelversions, routes]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [sextant.dev]
  resources: [artifactstores/status, datasets/status, datasetsnapshots/status, trainingruns/status, modelversions/status, modeldeployments/status, routes/status]
  verbs: [patch]
- apiGroups: [sextant.dev]
  resources: [artifactstores/finalizers, datasets/finalizers, trainingruns/finalizers, modeldeployments/finalizers]
  verbs: [update]
- apiGroups: [batch]
  resources: [jobs]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [apps]
  resources: [deployments, controllerrevisions]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [get, list, watch, create, patch]
- apiGroups: [""]
  resources: [services]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, watch]
- apiGroups: [""]
  resources: [events]
  verbs: [get, list, watch, create, patch]
{{- end }}

{{/* Egress that every pod needs to find names. */}}
{{- define "sextant.dns" -}}
- to:
  - namespaceSelector: {}
    podSelector: {matchLabels: {k8s-app: kube-dns}}
  - ipBlock: {cidr: 0.0.0.0/0}
  - ipBlock: {cidr: "::/0"}
  ports:
  - {protocol: UDP, port: 53}
  - {protocol: TCP, port: 53}
{{- end }}
