# shellcheck shell=bash
# What the quickstart does with the demo: bring data, wait, ask the model, and show it. Source it; needs KUBECONFIG.

demo_namespace="${NAMESPACE:-demo}"

# Runs a command while a port of this machine leads to a Service; the command finds the port in $port.
demo_forward() { # NAMESPACE SERVICE PORT COMMAND...
  local log pid port='' result=0
  log="$(mktemp)"
  kubectl -n "$1" port-forward "service/$2" ":$3" >"$log" 2>&1 &
  pid=$!
  for _ in $(seq 100); do
    port="$(sed -n 's/^Forwarding from 127\.0\.0\.1:\([0-9]*\) .*/\1/p' "$log" | head -n 1)"
    [ -z "$port" ] || break
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  if [ -n "$port" ]; then
    port="$port" "${@:4}" || result=$?
  else
    printf 'no port leads to service %s in namespace %s: %s\n' "$2" "$1" "$(cat "$log")" >&2
    result=1
  fi
  kill "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  rm -f "$log"
  return "$result"
}

demo_key() { # KEY of the workspace's Secret
  kubectl -n "$demo_namespace" get secret "$(kubectl -n "$demo_namespace" get artifactstore default -o 'jsonpath={.spec.credentials.secretName}')" \
    -o "jsonpath={.data.$1}" | base64 -d
}

demo_put_here() { # FILE URI
  SEXTANT_STORE_ACCESS_KEY_ID="$(demo_key accessKeyId)" SEXTANT_STORE_SECRET_ACCESS_KEY="$(demo_key secretAccessKey)" \
    bin/sextant put --endpoint "http://127.0.0.1:$port" "$1" "$2"
}

demo_put() { # FILE URI
  demo_forward "${SEXTANT_SYSTEM_NAMESPACE:-sextant-system}" sextant-store 9000 demo_put_here "$@"
}

# Waits for Ready; when it does not come, says what the object says.
demo_ready() { # OBJECT
  kubectl -n "$demo_namespace" wait --for=condition=Ready "$1" --timeout=600s ||
    { kubectl -n "$demo_namespace" describe "$1"; return 1; }
}

# A request for the model, made from its signature: the first number is missing.
demo_request() {
  kubectl -n "$demo_namespace" get modelversion "$(kubectl -n "$demo_namespace" get modeldeployment fare -o 'jsonpath={.status.version}')" -o json |
    jq -c '.spec.signature.inputs as $inputs | ([$inputs[] | select(.datatype == "FP64")][0].name) as $missing |
      {inputs: [$inputs[] | {name, shape: [1], datatype, data: [
        if .name == $missing then null
        elif .type == "Timestamp" then "2026-03-02T08:15:00Z"
        elif .type == "Boolean" then false
        elif .type == "String" then .name + " 1"
        else 2 end]}]}'
}

demo_ask() { # REQUEST
  curl -sS --fail-with-body -H 'content-type: application/json' -d "$1" "http://127.0.0.1:$port/v2/models/fare/infer"
}

demo_show() {
  local request
  request="$(demo_request)"
  printf '\n$ kubectl -n %s get ml\n' "$demo_namespace"
  kubectl -n "$demo_namespace" get ml
  printf '\n$ curl -d %s http://fare.%s.svc/v2/models/fare/infer\n' "'$request'" "$demo_namespace"
  demo_forward "$demo_namespace" fare 80 demo_ask "$request" | jq .
  cat <<TEXT

From outside the cluster:
  export KUBECONFIG=$KUBECONFIG
  kubectl -n $demo_namespace port-forward service/fare 8080:80      # then http://127.0.0.1:8080/v2/models/fare
Next:
  kubectl -n $demo_namespace describe trainingrun fare-1            # metrics with intervals, baselines, progress
  kubectl -n $demo_namespace apply -f samples/tips                  # a second model, binary
  make cluster-down                                      # remove everything
TEXT
}
