// Command sextant-store is the entry point of the embedded object store: it gives every account of a list a bucket of its
// own on the volume, hands the list to the S3 gateway (versitygw), and becomes that gateway.
//
// An account can reach its own bucket and no other. The gateway's root account gets random credentials that nobody ever
// sees, so the list is the whole truth about who may do what. Nothing is ever deleted: an account that leaves the list
// loses access, its bucket stays.
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
)

// settings come from the environment, as a pod gives them.
type settings struct {
	accounts string // the list, a JSON file
	data     string // the volume
	state    string // a writable folder for the gateway's user file; lost on restart
	metadata string // "xattr" or "sidecar"
	address  string
}

func fromEnvironment() (settings, error) {
	s := settings{
		accounts: valueOr("SEXTANT_STORE_ACCOUNTS", "/etc/sextant-store/accounts.json"),
		data:     valueOr("SEXTANT_STORE_DATA", "/data"),
		state:    valueOr("SEXTANT_STORE_STATE", "/tmp"),
		metadata: valueOr("SEXTANT_STORE_METADATA", "xattr"),
		address:  valueOr("SEXTANT_STORE_ADDRESS", ":9000"),
	}
	if s.metadata != "xattr" && s.metadata != "sidecar" {
		return s, fmt.Errorf("SEXTANT_STORE_METADATA: %q is neither xattr nor sidecar", s.metadata)
	}
	return s, nil
}

func valueOr(name, fallback string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return fallback
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	if err := run(ctx); err != nil {
		fmt.Fprintf(os.Stderr, "sextant-store: %v\n", err)
		os.Exit(1)
	}
	stop()
}

func run(ctx context.Context) error {
	s, err := fromEnvironment()
	if err != nil {
		return err
	}
	list, err := readAccounts(s.accounts)
	if err != nil {
		return err
	}
	folders := foldersOf(s)
	if err := prepare(ctx, folders, list); err != nil {
		return err
	}
	iam := filepath.Join(s.state, "iam")
	if err := writeUsers(iam, list); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return errors.New("asked to stop before the gateway was started")
	}
	// crypto/rand: 130 bits and more each
	root := []string{"ROOT_ACCESS_KEY_ID=root-" + rand.Text(), "ROOT_SECRET_ACCESS_KEY=" + rand.Text() + rand.Text()}
	fmt.Printf("sextant-store: %d accounts, serving %s on %s\n", len(list), folders.buckets, s.address)
	gateway, err := besideMe("versitygw")
	if err != nil {
		return err
	}
	return syscall.Exec(gateway, arguments(s, folders, iam), append(os.Environ(), root...))
}

func besideMe(program string) (string, error) {
	me, err := os.Executable()
	if err != nil {
		return "", err
	}
	return filepath.Join(filepath.Dir(me), program), nil
}

func arguments(s settings, f folders, iam string) []string {
	args := []string{"versitygw", "--port", s.address, "--health", "/healthz", "--quiet", "--iam-dir", iam,
		// The list is read once, at start; a short cache only saves reading the user file for every request.
		"--iam-cache-ttl", "60", "posix"}
	if f.sidecar != "" {
		args = append(args, "--sidecar", f.sidecar)
	}
	return append(args, f.buckets)
}
