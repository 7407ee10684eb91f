"""Publishes to an S3 server on loopback and reads from it as others would.

    python tests/consumers/check_store.py CHANCERY REMOTE

CHANCERY and REMOTE are the two programs. Exit code: 0 all good, 1 something is wrong, 2 wrong usage.
"""

import hashlib
import json
import logging
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import boto3
from botocore.exceptions import ClientError
from moto.server import ThreadedMotoServer

BUCKET, PREFIX = "releases", "reports/a"
REPORT = "# Harbours\n\n## Timeline\n\n- {year} - Port opened: Ships came to the new quay in numbers.\n"
# Publishers at once, and rounds of them.
PUBLISHERS, ROUNDS = 4, 5


class Store:
    def __init__(self, endpoint):
        self.client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1",
                                   aws_access_key_id="a", aws_secret_access_key="b")

    def read(self, key):
        return self.client.get_object(Bucket=BUCKET, Key=f"{PREFIX}/{key}")["Body"].read()

    def current(self):
        return json.loads(self.read("a/current.json"))

    def release(self):
        """The current release's files, each held against the manifest that the pointer vouches for."""
        pointer = self.current()
        place = f"a/{pointer['release']}"
        manifest = self.read(f"{place}/manifest.json")
        assert hashlib.sha256(manifest).hexdigest() == pointer["manifest_sha256"], "another manifest"
        files = {}
        for entry in json.loads(manifest)["artifacts"]:
            content = self.read(f"{place}/{entry['path']}")
            assert hashlib.sha256(content).hexdigest() == entry["sha256"], f"{entry['path']} is another file"
            files[entry["path"]] = content
        self.read(f"{place}/provenance.json")
        return pointer, files


def main(chancery, remote):
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    # No proxy, no credentials and no settings of the caller's: loopback only.
    environment = {"PATH": f"{Path(remote).resolve().parent}:/usr/bin:/bin", "AWS_ENDPOINT": endpoint, "AWS_ALLOW_HTTP": "true",
                   "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b",
                   "AWS_VIRTUAL_HOSTED_STYLE_REQUEST": "false"}
    try:
        with tempfile.TemporaryDirectory() as folder:
            return check(Path(folder), Path(chancery).resolve(), Path(remote).resolve(), Store(endpoint), environment)
    finally:
        server.stop()


def check(folder, chancery, remote, store, environment):
    address = f"s3://{BUCKET}/{PREFIX}"

    def run(out, year, publish=True):
        work = folder / out
        work.mkdir(exist_ok=True)
        (work / "a.md").write_text(REPORT.format(year=year), encoding="utf-8")
        publish = ["--publish", address] if publish else []
        return subprocess.run([chancery, "run", "a.md", "--quiet", *publish], cwd=work, env=environment,
                              capture_output=True, text=True)

    missing = run("one", 2001)
    assert missing.returncode == 74, f"no such bucket: {missing}"
    assert (folder / "one/exports/a/manifest.json").exists(), "the local release stands"

    store.client.create_bucket(Bucket=BUCKET)
    done = run("one", 2001)
    assert done.returncode == 0, done
    first, files = store.release()
    local = {p.relative_to(folder / "one/exports/a").as_posix(): p.read_bytes()
             for p in (folder / "one/exports/a").rglob("*") if p.is_file()}
    assert files == {path: local[path] for path in files}, "the store's files are the local ones"
    assert len(files) == len(local) - 2, "all but the manifest and the provenance are listed"

    before = store.client.head_object(Bucket=BUCKET, Key=f"{PREFIX}/a/current.json")["LastModified"]
    again = run("one", 2001)
    after = store.client.head_object(Bucket=BUCKET, Key=f"{PREFIX}/a/current.json")["LastModified"]
    assert again.returncode == 0 and before == after, f"nothing to do: {again}"

    done = run("one", 2002)
    assert done.returncode == 0, done
    second, files = store.release()
    assert first["release"] != second["release"] and b"2002" in files["csv/events.csv"]
    store.read(f"a/{first['release']}/csv/events.csv")  # whoever reads the old release can finish

    # The condition is kept: a pointer that changed since it was read is not overwritten.
    store.client.put_object(Bucket=BUCKET, Key=f"{PREFIX}/a/current.json", Body=b"not a pointer")
    foreign = run("one", 2003)
    assert foreign.returncode == 74 and store.read("a/current.json") == b"not a pointer", foreign
    store.client.delete_object(Bucket=BUCKET, Key=f"{PREFIX}/a/current.json")

    # Many at once, and a reader all the while.
    for number in range(PUBLISHERS):
        assert run(f"p{number}", 2010 + number, publish=False).returncode == 0
    faults, n_read, over = [], 0, threading.Event()

    def poll():
        nonlocal n_read
        while not over.is_set():
            try:
                store.release()
                n_read += 1
            except ClientError as error:
                # There is no pointer until the first of them is done.
                if n_read or error.response["Error"]["Code"] != "NoSuchKey":
                    faults.append(repr(error))
            except AssertionError as error:
                faults.append(repr(error))

    reader = threading.Thread(target=poll)
    reader.start()
    refused = 0
    for _ in range(ROUNDS):
        running = [subprocess.Popen([remote, address, folder / f"p{number}/exports/a"], env=environment,
                                    stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
                   for number in range(PUBLISHERS)]
        ends = [(process.communicate(), process.returncode) for process in running]
        assert {code for _, code in ends} <= {0, 74}, ends
        assert any(code == 0 for _, code in ends), ends
        assert all("another publisher" in said[1] for said, code in ends if code == 74), ends
        refused += sum(code == 74 for _, code in ends)
    over.set()
    reader.join()
    assert not faults, faults[:3]
    assert n_read > 0
    store.release()
    print(f"object store: 5 situations, {PUBLISHERS * ROUNDS} publishers at once in {ROUNDS} rounds, {refused} told that "
          f"another was first, {n_read} whole releases read meanwhile")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    try:
        sys.exit(main(*sys.argv[1:]))
    except AssertionError as error:
        print(f"object store: {error}", file=sys.stderr)
        sys.exit(1)
