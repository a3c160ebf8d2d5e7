# shellcheck shell=bash
# What the quickstart does with the demo: bring data, wait, ask the model, and show it. Source it after steps.sh; needs
# KUBECONFIG. All of it can be done again on the same cluster.

demo_namespace="${NAMESPACE:-demo}"
# shellcheck disable=SC2154
demo_files="$steps_root/target/quickstart"

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

demo_ask_here() { # REQUEST
  curl -sS --fail-with-body -H 'content-type: application/json' -d "$1" "http://127.0.0.1:$port/v2/models/fare/infer"
}

# Asks the model, and keeps request and answer.
demo_ask() {
  demo_request >"$demo_files/request.json" || return 1
  demo_forward "$demo_namespace" fare 80 demo_ask_here "@$demo_files/request.json" >"$demo_files/answer.json" ||
    { cat "$demo_files/answer.json"; return 1; }
  jq -e '.outputs[0].data[0]' "$demo_files/answer.json"
}

# The samples name the bucket of the namespace demo.
demo_apply() { # FOLDER
  local file
  for file in "$1"/*.yaml; do
    sed "s|s3://demo/|s3://$demo_namespace/|" "$file" | kubectl -n "$demo_namespace" apply -f - || return 1
  done
}

demo_run() {
  mkdir -p "$demo_files"
  step "generate rides" bin/sextant generate --seed 7 --rows 20000 "$demo_files/rides.csv"
  step "put them into the store" demo_put "$demo_files/rides.csv" "s3://$demo_namespace/rides/rides.csv"
  step "apply samples/rides" demo_apply samples/rides
  step "the snapshot is Ready" demo_ready dataset/rides
  step "the model is trained" demo_ready trainingrun/fare-1
  step "the model is served" demo_ready modeldeployment/fare
  step "the model answers" demo_ask
}

demo_show() {
  local columns missing
  columns="$(jq -r '[.inputs[].name] | join(", ")' "$demo_files/request.json")"
  missing="$(jq -r '.inputs[] | select(.data[0] == null) | .name' "$demo_files/request.json")"
  printf '\nEvery object:  kubectl -n %s get ml\n\n' "$demo_namespace"
  kubectl -n "$demo_namespace" get ml
  cat <<TEXT

A prediction. The model's signature asks for $columns; $missing is missing in this request:

  curl -H 'content-type: application/json' http://127.0.0.1:8080/v2/models/fare/infer -d '$(cat "$demo_files/request.json")'

$(jq . "$demo_files/answer.json")

From outside the cluster:
  export KUBECONFIG=$KUBECONFIG
  export PATH=$(dirname "$(command -v kubectl)"):\$PATH
  kubectl -n $demo_namespace port-forward service/fare 8080:80      # while this runs, the curl above works
Next:
  kubectl -n $demo_namespace describe trainingrun fare-1            # metrics with intervals, baselines, progress
  kubectl -n $demo_namespace apply -f samples/tips                  # a second model, binary, on the same rides
  docs/first-model.md                                    # the same with your own data
  make cluster-down${CLUSTER:+ CLUSTER=$CLUSTER}                                      # remove everything
TEXT
}
