package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	"github.com/versity/versitygw/auth"
)

// account is one line of the list: credentials, and the one bucket that they open.
type account struct {
	Bucket    string `json:"bucket"`
	AccessKey string `json:"accessKey"`
	SecretKey string `json:"secretKey"`
}

var bucketName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$`)

const shortestSecret = 16

func readAccounts(path string) ([]account, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("accounts: %w", err)
	}
	return parseAccounts(content)
}

// parseAccounts never repeats a secret in a message.
func parseAccounts(content []byte) ([]account, error) {
	var list []account
	if err := json.Unmarshal(content, &list); err != nil {
		return nil, fmt.Errorf("accounts: not a JSON list of {bucket, accessKey, secretKey}: %w", err)
	}
	buckets, keys := map[string]bool{}, map[string]bool{}
	for i, a := range list {
		switch {
		case !bucketName.MatchString(a.Bucket):
			return nil, fmt.Errorf("accounts[%d].bucket: %q is not a bucket name: 3 to 63 of a-z, 0-9 and -", i, a.Bucket)
		case buckets[a.Bucket]:
			return nil, fmt.Errorf("accounts[%d].bucket: %q belongs to an earlier account: give every account its own", i, a.Bucket)
		case a.AccessKey == "":
			return nil, fmt.Errorf("accounts[%d].accessKey: is missing", i)
		case keys[a.AccessKey]:
			return nil, fmt.Errorf("accounts[%d].accessKey: %q is used by an earlier account", i, a.AccessKey)
		case len(a.SecretKey) < shortestSecret:
			return nil, fmt.Errorf("accounts[%d].secretKey: is shorter than %d characters", i, shortestSecret)
		}
		buckets[a.Bucket], keys[a.AccessKey] = true, true
	}
	return list, nil
}

// writeUsers writes the gateway's user file. The role "user" may not create buckets.
func writeUsers(folder string, list []account) error {
	users := map[string]auth.Account{}
	for _, a := range list {
		users[a.AccessKey] = auth.Account{Access: a.AccessKey, Secret: a.SecretKey, Role: auth.RoleUser}
	}
	content, err := json.Marshal(map[string]any{"accessAccounts": users})
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "users.json"), content, 0o600)
}
