package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/versity/versitygw/auth"
	"github.com/versity/versitygw/backend/meta"
	"github.com/versity/versitygw/backend/posix"
)

// folders says where on the volume things are.
type folders struct {
	buckets string
	sidecar string // empty: metadata in extended attributes
}

func foldersOf(s settings) folders {
	f := folders{buckets: filepath.Join(s.data, "buckets")}
	if s.metadata == "sidecar" {
		f.sidecar = filepath.Join(s.data, "metadata")
	}
	return f
}

// prepare makes the missing buckets and hands every bucket to its account, whose key may have changed.
// It works on the volume through the gateway's own code, before the gateway runs.
func prepare(ctx context.Context, f folders, list []account) error {
	store, err := open(f)
	if err != nil {
		return err
	}
	defer store.Shutdown()
	for _, a := range list {
		if err := own(ctx, store, f, a); err != nil {
			return fmt.Errorf("bucket %s: %w", a.Bucket, err)
		}
	}
	return nil
}

func open(f folders) (*posix.Posix, error) {
	if err := os.MkdirAll(f.buckets, 0o700); err != nil {
		return nil, err
	}
	options := posix.PosixOpts{SideCarDir: f.sidecar, Concurrency: 1}
	options.SetNewDirPerm(0o700)
	if f.sidecar == "" {
		if err := (meta.XattrMeta{}).Test(f.buckets); err != nil {
			return nil, fmt.Errorf("the volume has no extended attributes (%w): set the metadata to sidecar", err)
		}
		return posix.New(f.buckets, meta.XattrMeta{}, options)
	}
	if err := os.MkdirAll(f.sidecar, 0o700); err != nil {
		return nil, err
	}
	sidecar, err := meta.NewSideCar(f.sidecar)
	if err != nil {
		return nil, err
	}
	return posix.New(f.buckets, sidecar, options)
}

func own(ctx context.Context, store *posix.Posix, f folders, a account) error {
	acl, err := json.Marshal(auth.ACL{Owner: a.AccessKey, Grantees: []auth.Grantee{
		{Permission: auth.PermissionFullControl, Access: a.AccessKey, Type: types.TypeCanonicalUser},
	}})
	if err != nil {
		return err
	}
	_, err = os.Stat(filepath.Join(f.buckets, a.Bucket))
	if errors.Is(err, fs.ErrNotExist) {
		return store.CreateBucket(ctx, &s3.CreateBucketInput{
			Bucket:                    &a.Bucket,
			CreateBucketConfiguration: &types.CreateBucketConfiguration{},
			ObjectOwnership:           types.ObjectOwnershipBucketOwnerEnforced,
		}, acl)
	}
	if err != nil {
		return err
	}
	return store.PutBucketAcl(ctx, a.Bucket, acl)
}
