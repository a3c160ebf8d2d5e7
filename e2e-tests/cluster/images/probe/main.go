// Program probe is what the smoke test runs in pods: a small server that names its pod, and a client that tries
// names, addresses and files from within one.
package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"time"
)

func main() {
	if len(os.Args) < 2 {
		fail("usage: probe serve | get URL... | resolve NAME | refuse ADDRESS | write FILE | sleep DURATION")
	}
	command, arguments := os.Args[1], os.Args[2:]
	if command == "serve" {
		serve()
		return
	}
	for _, argument := range arguments {
		once(command, argument)
	}
}

// serve answers every request with the name of the pod and with who runs it.
func serve() {
	host, _ := os.Hostname()
	answer := func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintf(w, "%s uid=%d\n", host, os.Getuid()) }
	fmt.Println("serving on 8080")
	fail(http.ListenAndServe(":8080", http.HandlerFunc(answer)))
}

// once does one thing and ends the program with code 1 when it goes wrong.
func once(command, argument string) {
	switch command {
	case "get":
		client := http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
		response, err := client.Get(argument)
		failOn(err)
		body, err := io.ReadAll(response.Body)
		failOn(err)
		fmt.Print(string(body))
	case "resolve":
		addresses, err := net.LookupHost(argument)
		failOn(err)
		fmt.Println(strings.Join(addresses, " "))
	case "refuse":
		if connection, err := net.DialTimeout("tcp", argument, 2*time.Second); err == nil {
			connection.Close()
			fail(argument + " can be reached")
		} else {
			fmt.Println("as it should be:", err)
		}
	case "write":
		failOn(os.WriteFile(argument, []byte("written\n"), 0o644))
	case "sleep":
		duration, err := time.ParseDuration(argument)
		failOn(err)
		time.Sleep(duration)
	default:
		fail("no command " + command)
	}
}

func failOn(err error) {
	if err != nil {
		fail(err)
	}
}

func fail(what any) {
	fmt.Fprintln(os.Stderr, what)
	os.Exit(1)
}
