package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"
)

// programs are built once: the entry point and the gateway beside it, as in the image.
var programs string

func TestMain(m *testing.M) {
	folder, err := os.MkdirTemp("", "sextant-store-test")
	if err != nil {
		panic(err)
	}
	build := exec.Command("go", "build", "-trimpath", "-o", folder+"/", ".", "github.com/versity/versitygw/cmd/versitygw")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		panic(string(out))
	}
	if err := os.Rename(filepath.Join(folder, "store"), filepath.Join(folder, "sextant-store")); err != nil {
		panic(err)
	}
	programs = folder
	code := m.Run()
	_ = os.RemoveAll(folder)
	os.Exit(code)
}

var (
	teamA = account{Bucket: "team-a", AccessKey: "key-a", SecretKey: "secret-of-team-a-1"}
	teamB = account{Bucket: "team-b", AccessKey: "key-b", SecretKey: "secret-of-team-b-1"}
)

func TestAnAccountReachesItsOwnBucketAndNoOther(t *testing.T) {
	for _, metadata := range []string{"xattr", "sidecar"} {
		t.Run(metadata, func(t *testing.T) {
			endpoint := start(t, t.TempDir(), metadata, teamA, teamB)
			a, b := client(endpoint, teamA), client(endpoint, teamB)
			ctx := t.Context()

			must(t, put(ctx, a, "team-a", "x/y"))
			if got := get(t, a, "team-a", "x/y"); got != "content" {
				t.Errorf("read back %q", got)
			}
			refused(t, "AccessDenied", put(ctx, a, "team-b", "x"))
			_, err := b.GetObject(ctx, &s3.GetObjectInput{Bucket: aws.String("team-a"), Key: aws.String("x/y")})
			refused(t, "AccessDenied", err)
			_, err = b.ListObjectsV2(ctx, &s3.ListObjectsV2Input{Bucket: aws.String("team-a")})
			refused(t, "AccessDenied", err)
			_, err = b.CopyObject(ctx, &s3.CopyObjectInput{Bucket: aws.String("team-b"), Key: aws.String("stolen"), CopySource: aws.String("team-a/x/y")})
			refused(t, "AccessDenied", err)
			_, err = a.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: aws.String("another")})
			refused(t, "AccessDenied", err)
		})
	}
}

func TestWrongCredentialsAndAMissingBucketAreToldApart(t *testing.T) {
	endpoint := start(t, t.TempDir(), "xattr", teamA)
	wrong := teamA
	wrong.SecretKey = "another-secret-of-a"
	refused(t, "SignatureDoesNotMatch", put(t.Context(), client(endpoint, wrong), "team-a", "x"))
	refused(t, "InvalidAccessKeyId", put(t.Context(), client(endpoint, teamB), "team-a", "x"))
	refused(t, "NoSuchBucket", put(t.Context(), client(endpoint, teamA), "missing", "x"))
}

func TestANewKeyTakesTheBucketOverWithItsObjects(t *testing.T) {
	data := t.TempDir()
	first := start(t, data, "xattr", teamA)
	must(t, put(t.Context(), client(first, teamA), "team-a", "kept"))

	rotated := account{Bucket: "team-a", AccessKey: "key-a2", SecretKey: "secret-of-team-a-2"}
	second := start(t, data, "xattr", rotated)
	if got := get(t, client(second, rotated), "team-a", "kept"); got != "content" {
		t.Errorf("read back %q", got)
	}
	must(t, put(t.Context(), client(second, rotated), "team-a", "kept"))
	refused(t, "InvalidAccessKeyId", put(t.Context(), client(second, teamA), "team-a", "x"))
}

func TestAConditionalPutIsEnforced(t *testing.T) {
	endpoint := start(t, t.TempDir(), "xattr", teamA)
	a := client(endpoint, teamA)
	must(t, put(t.Context(), a, "team-a", "once"))
	_, err := a.PutObject(t.Context(), &s3.PutObjectInput{Bucket: aws.String("team-a"), Key: aws.String("once"),
		Body: strings.NewReader("other"), IfNoneMatch: aws.String("*")})
	refused(t, "PreconditionFailed", err)
}

func TestAWrongListIsRefusedInWords(t *testing.T) {
	for list, want := range map[string]string{
		`{`: "not a JSON list",
		`[{"bucket":"A","accessKey":"k","secretKey":"0123456789abcdef"}]`:                                                                   `accounts[0].bucket: "A" is not a bucket name`,
		`[{"bucket":"aaa","accessKey":"","secretKey":"0123456789abcdef"}]`:                                                                  "accounts[0].accessKey: is missing",
		`[{"bucket":"aaa","accessKey":"k","secretKey":"short"}]`:                                                                            "accounts[0].secretKey: is shorter than 16",
		`[{"bucket":"aaa","accessKey":"k","secretKey":"0123456789abcdef"},{"bucket":"aaa","accessKey":"l","secretKey":"0123456789abcdef"}]`: `accounts[1].bucket: "aaa" belongs to an earlier`,
		`[{"bucket":"aaa","accessKey":"k","secretKey":"0123456789abcdef"},{"bucket":"bbb","accessKey":"k","secretKey":"0123456789abcdef"}]`: `accounts[1].accessKey: "k" is used by an earlier`,
	} {
		_, err := parseAccounts([]byte(list))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", list, err, want)
		}
	}
}

func FuzzAListIsAcceptedOnlyWithDistinctBucketsAndKeys(f *testing.F) {
	f.Add([]byte(`[{"bucket":"aaa","accessKey":"k","secretKey":"0123456789abcdef"}]`))
	f.Fuzz(func(t *testing.T, content []byte) {
		list, err := parseAccounts(content)
		if err != nil {
			return
		}
		buckets, keys := map[string]bool{}, map[string]bool{}
		for _, a := range list {
			buckets[a.Bucket], keys[a.AccessKey] = true, true
			if strings.ContainsAny(a.Bucket, "/.") || len(a.SecretKey) < shortestSecret {
				t.Errorf("accepted %q", a.Bucket)
			}
		}
		if len(buckets) != len(list) || len(keys) != len(list) {
			t.Error("accepted a list with a repeated bucket or key")
		}
	})
}

// start runs the store as the image does and returns its endpoint; it ends with the test.
func start(t *testing.T, data, metadata string, list ...account) string {
	t.Helper()
	content, err := json.Marshal(list)
	must(t, err)
	accounts := filepath.Join(t.TempDir(), "accounts.json")
	must(t, os.WriteFile(accounts, content, 0o600))
	address := freeAddress(t)
	var log bytes.Buffer
	store := exec.Command(filepath.Join(programs, "sextant-store"))
	store.Stdout, store.Stderr = &log, &log
	store.Env = append(os.Environ(), "SEXTANT_STORE_ACCOUNTS="+accounts, "SEXTANT_STORE_DATA="+data,
		"SEXTANT_STORE_STATE="+t.TempDir(), "SEXTANT_STORE_METADATA="+metadata, "SEXTANT_STORE_ADDRESS="+address)
	must(t, store.Start())
	t.Cleanup(func() { _ = store.Process.Kill(); _ = store.Wait() })
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		answer, err := http.Get("http://" + address + "/healthz")
		if err == nil {
			_ = answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return "http://" + address
			}
		}
		if time.Now().After(deadline) {
			t.Fatalf("the store did not start: %v\n%s", err, log.String())
		}
	}
}

func freeAddress(t *testing.T) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer func() { _ = listener.Close() }()
	return listener.Addr().String()
}

func client(endpoint string, a account) *s3.Client {
	return s3.New(s3.Options{BaseEndpoint: &endpoint, Region: "us-east-1", UsePathStyle: true, RetryMaxAttempts: 1,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: a.AccessKey, SecretAccessKey: a.SecretKey}, nil
		})})
}

func put(ctx context.Context, c *s3.Client, bucket, key string) error {
	_, err := c.PutObject(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: &key, Body: strings.NewReader("content")})
	return err
}

func get(t *testing.T, c *s3.Client, bucket, key string) string {
	t.Helper()
	answer, err := c.GetObject(t.Context(), &s3.GetObjectInput{Bucket: &bucket, Key: &key})
	must(t, err)
	content, err := io.ReadAll(answer.Body)
	must(t, err)
	return string(content)
}

func refused(t *testing.T, code string, err error) {
	t.Helper()
	var api smithy.APIError
	if !errors.As(err, &api) || api.ErrorCode() != code {
		t.Errorf("got %v, want %s", err, code)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
