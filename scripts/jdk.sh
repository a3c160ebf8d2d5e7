# shellcheck shell=bash
# Finds a JDK 25 and puts it first on the PATH, even where `java` is an older one. Source it: . scripts/jdk.sh

sextant_jdk_version() { # HOME
  [ -x "$1/bin/javac" ] && sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

sextant_jdk_find() {
  local candidate version java
  java="$(command -v java || true)"
  for candidate in "${JAVA_HOME:-}" ${java:+"$(dirname "$(dirname "$(readlink -f "$java")")")"} \
    /usr/lib/jvm/* /opt/java/* /opt/jdk* /opt/*jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
    version="$(sextant_jdk_version "$candidate" || true)"
    if [ "$version" = 25 ]; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done
  return 1
}

if JAVA_HOME="$(sextant_jdk_find)"; then
  export JAVA_HOME PATH="$JAVA_HOME/bin:$PATH"
else
  printf 'error: no JDK 25 was found: install one (package temurin-25-jdk or openjdk-25-jdk) or set JAVA_HOME to it\n' >&2
  # shellcheck disable=SC2317
  return 1 2>/dev/null || exit 1
fi
