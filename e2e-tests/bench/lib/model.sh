# shellcheck shell=bash
# Trains a model by the worker's local commands, in a store on loopback that lasts as long as that. Source it.

model_rows="${BENCH_MODEL_ROWS:-20000}"

model_job() { # EXPRESSION FILE [JQ OPTION...]
  local expression="$1" file="$2"
  shift 2
  jq -n --arg endpoint "$model_endpoint" "$@" \
    "{store: {endpoint: \$endpoint, region: \"us-east-1\", bucket: \"lake\", prefix: \"\", pathStyle: true},
      owner: {namespace: \"bench\", name: \"rides\", uid: \"uid-1\"}, threads: 1, memoryBytes: 2147483648, deadlineSeconds: 300} * ($expression)" >"$file"
}

# Runs a job, and gives the result that it left in the store.
model_run() { # COMMAND JOB
  local said
  said="$(bin/sextant "$1" --job "$2" --scratch "$model_work")"
  curl -sS --fail-with-body "$(jq -er .resultUrl <<<"$said")"
}

# Starts a store whose process is $model_store and whose address is $model_endpoint.
model_start_store() {
  local program port
  program="$(runtime-images/store/build)/versitygw"
  mkdir -p "$model_work/lake/lake" "$model_work/attributes" "$model_work/accounts"
  for port in $(shuf -i 20000-30000 -n 5); do
    ROOT_ACCESS_KEY_ID=bench ROOT_SECRET_ACCESS_KEY=bench-secret "$program" --port "127.0.0.1:$port" --iam-dir "$model_work/accounts" --quiet \
      posix --sidecar "$model_work/attributes" "$model_work/lake" >"$model_work/store.log" 2>&1 &
    model_store=$!
    model_endpoint="http://127.0.0.1:$port"
    if curl -s --retry 40 --retry-delay 1 --retry-connrefused --retry-max-time 20 -o /dev/null "$model_endpoint"; then
      return 0
    fi
    kill "$model_store" 2>/dev/null || true
  done
  printf 'the store did not start: %s\n' "$(tail -n 1 "$model_work/store.log")" >&2
  return 1
}

model_stop_store() {
  [ -z "${model_store:-}" ] || kill "$model_store" 2>/dev/null || true
}

model_columns='[
  {name: "ride_id", type: "String", role: "RowId"}, {name: "rider", type: "String", role: "Entity"},
  {name: "pickup", type: "Timestamp", role: "Time"}, {name: "distance", type: "Double", role: "Feature"},
  {name: "passengers", type: "Integer", role: "Feature"}, {name: "zone", type: "String", role: "Feature"},
  {name: "payment", type: "String", role: "Feature"}, {name: "airport", type: "Boolean", role: "Feature"},
  {name: "fare", type: "Double", role: "Label"}]'

# The model of samples/rides, as the fetch job of a server leaves it.
model_make() ( # WORK DIRECTORY
  model_work="$1"
  mkdir -p "$model_work" "$2"
  trap model_stop_store EXIT
  model_start_store
  export SEXTANT_STORE_ACCESS_KEY_ID=bench SEXTANT_STORE_SECRET_ACCESS_KEY=bench-secret
  bin/sextant generate --seed 7 --rows "$model_rows" "$model_work/rides.csv"
  bin/sextant put --endpoint "$model_endpoint" "$model_work/rides.csv" s3://lake/rides/rides.csv
  model_job "{job: \"Snapshot\", inputHash: \"bench-snapshot\", source: {format: \"CSV\", uris: [\"s3://lake/rides/*.csv\"]}, timeZone: \"UTC\",
    keepWhen: \"fare > 0.0\", predictionTime: \"pickup\", columns: $model_columns, duplicates: \"Fail\",
    features: [{name: \"hour\", cel: \"pickup.getHours()\"}, {name: \"weekday\", cel: \"pickup.getDayOfWeek()\"}],
    split: {kind: \"Rolling\", train: \"P40D\", validation: \"P5D\", calibration: \"P4D\", test: \"P10D\", gap: \"PT1H\", labelHorizon: \"PT2H\"}}" \
    "$model_work/snapshot.json"
  model_run snapshot "$model_work/snapshot.json" >"$model_work/snapshot-result.json"
  model_job "{job: \"Train\", inputHash: \"bench-model\", snapshotUri: \$snapshot[0].manifestUri, snapshotDigest: \$snapshot[0].digest,
    target: {kind: \"Regression\"}, preprocess: [{columns: [\"zone\"], as: \"OneHot\", unseen: \"Other\"}],
    trainer: {kind: \"XGBoost\", rounds: 200, earlyStopping: 20, params: {eta: \"0.1\", max_depth: \"6\"}}, seed: 7,
    baselines: [{kind: \"ZeroRule\"}], bootstrap: {replicates: 100, level: 0.95}}" \
    "$model_work/train.json" --slurpfile snapshot "$model_work/snapshot-result.json"
  model_run train "$model_work/train.json" >"$model_work/train-result.json"
  jq --arg directory "$2" --slurpfile model "$model_work/train-result.json" \
    '{job: "Fetch", store, manifestUri: $model[0].manifestUri, digest: $model[0].digest, directory: $directory, deadlineSeconds: 60}' \
    "$model_work/train.json" >"$model_work/fetch.json"
  bin/sextant fetch --job "$model_work/fetch.json" --scratch "$model_work"
)
