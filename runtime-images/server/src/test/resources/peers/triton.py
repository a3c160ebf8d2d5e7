"""Asks a server for two predictions with tritonclient, in each form that it has, and prints what came."""

import json
import sys

import numpy as np
import tritonclient.http as http

client = http.InferenceServerClient(f"127.0.0.1:{sys.argv[1]}")


def inputs(binary):
    columns = {
        "distance": np.array([4, 1], dtype=np.float64),
        "passengers": np.array([2, np.nan], dtype=np.float64),
        "zone": np.array(["Midtown", ""], dtype=np.object_),
        "pickup": np.array(["2026-03-01T09:30:00Z", ""], dtype=np.object_),
        "shared": np.array([True, False], dtype=np.bool_),
    }
    names = {"float64": "FP64", "object": "BYTES", "bool": "BOOL"}
    result = []
    for name, values in columns.items():
        # JSON has no NaN, so that column is always bytes.
        tensor = http.InferInput(name, [2], names[str(values.dtype)])
        tensor.set_data_from_numpy(values, binary_data=binary or name == "passengers")
        result.append(tensor)
    return result


def ask(binary, **outputs):
    answer = client.infer("fare", inputs(binary), **outputs)
    return answer.as_numpy("prediction").tolist()


def output(binary):
    return {"outputs": [http.InferRequestedOutput("prediction", binary_data=binary)]}


print(
    json.dumps(
        {
            "ready": client.is_model_ready("fare"),
            "extensions": client.get_server_metadata()["extensions"],
            "default": ask(True),
            "binary": ask(True, **output(True)),
            "json answer": ask(True, **output(False)),
            "json request": ask(False),
            "json": ask(False, **output(False)),
        }
    )
)
