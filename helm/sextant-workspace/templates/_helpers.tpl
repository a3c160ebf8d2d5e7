{{- define "workspace.labels" -}}
app.kubernetes.io/name: sextant-workspace
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/part-of: sextant
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "workspace.secret" -}}
{{ .Values.store.credentials.existingSecret | default (printf "sextant-store-%s" .Values.store.name) }}
{{- end }}

{{/* Egress that every pod needs to find names. */}}
{{- define "workspace.dns" -}}
- to:
  - namespaceSelector: {}
    podSelector: {matchLabels: {k8s-app: kube-dns}}
  - ipBlock: {cidr: 0.0.0.0/0}
  - ipBlock: {cidr: "::/0"}
  ports:
  - {protocol: UDP, port: 53}
  - {protocol: TCP, port: 53}
{{- end }}

{{- define "workspace.toStore" -}}
- ports:
  {{- range .Values.networkPolicy.storePorts }}
  - {protocol: TCP, port: {{ . }}}
  {{- end }}
{{- end }}
