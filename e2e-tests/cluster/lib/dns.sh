# shellcheck shell=bash
# The name server of a cluster: CoreDNS on the address of node 1.

# Names outside of the cluster do not exist: an answer at once, and nobody is asked.
dns_up() {
  cat >"$cluster_state/Corefile" <<COREFILE
cluster.local in-addr.arpa ip6.arpa {
    bind $(network_node 1)
    errors
    kubernetes {
        kubeconfig $cluster_state/kubeconfigs/coredns.conf
    }
}
. {
    bind $(network_node 1)
    errors
    template ANY ANY {
        rcode NXDOMAIN
    }
}
COREFILE
  process_start coredns "$(network_namespace 1)" coredns -conf "$cluster_state/Corefile"
}
