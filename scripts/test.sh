#!/bin/sh
# Runs the tests: those of the part that LOA_TESTS names, short where it says nothing, or all of the folders and files that are named
# (npm test -- src/smpp).
#
# Some tests speak with programs that nobody here wrote (test/peers/README.md). On Debian, as root, the missing
# ones are installed first. Elsewhere their tests say that they were skipped and why; where CI is set they fail.
set -eu
cd "$(dirname "$0")/.."
PATH=$PATH:/usr/sbin:/sbin
export PATH

[ $# -gt 0 ] || export LOA_TESTS="${LOA_TESTS:-short}"

missing() {
  { packages; [ "${LOA_TESTS-}" = short ] || packages_of_more; } | while read -r package probe; do
    sh -c "$probe" >/dev/null 2>&1 || echo "$package"
  done
}

# The long run alone speaks with these, and they are large.
packages_of_more() {
  cat <<'PACKAGES'
etcd-server    command -v etcd
firefox-esr    command -v firefox-esr || command -v firefox
libfaketime    ls /usr/lib/*/faketime/libfaketime.so.1
libreoffice-writer-nogui  command -v soffice
patroni        command -v patroni
poppler-utils  command -v pdftotext
python3-etcd   /usr/bin/python3 -c 'import etcd'
varnish        command -v varnishd
PACKAGES
}

# One line a package: how to see that it is here, in plain sh.
packages() {
  cat <<'PACKAGES'
alsa-utils     command -v aplay
chromium-headless-shell  command -v chromium-headless-shell || command -v chromium
coturn         command -v turnserver
curl           command -v curl
espeak-ng      command -v espeak-ng
ffmpeg         command -v ffmpeg && command -v ffprobe
freediameterd  command -v freeDiameterd
freediameter-extensions  test -e /usr/lib/freeDiameter/test_cc.fdx
haproxy        command -v haproxy
gcc            command -v cc
libc6-dev      test -e /usr/include/stdio.h
libsmpp34-dev  test -e /usr/include/libsmpp34/smpp34.h
kannel         command -v bearerbox && command -v smsbox && command -v mtbatch
iproute2       command -v ip
libxml2-utils  command -v xmllint
minimodem      command -v minimodem
nats-server    command -v nats-server
ntfy           command -v ntfy
opendkim       command -v opendkim
opendkim-tools  command -v opendkim-testmsg
osmo-bsc       command -v osmo-bsc
osmo-bts       command -v osmo-bts-virtual
postfix        command -v postfix
rspamd         command -v rspamd && command -v rspamc
xmlsec1        command -v xmlsec1
libndpi-bin    command -v ndpiReader
nginx          command -v nginx
libnet-smpp-perl  perl -MNet::SMPP -e 1
openssl        command -v openssl
postgresql     ls /usr/lib/postgresql/*/bin/initdb || command -v initdb
fonts-liberation  ls /usr/share/fonts/truetype/liberation*/LiberationSerif-Regular.ttf
python3-aiortc  /usr/bin/python3 -c 'import aiortc'
systemd        command -v systemd-analyze
tshark         command -v tshark
PACKAGES
}

# How far it is goes to 3 (apt's README.progress-reporting), what it prints to 1.
apt_install() {
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 -o APT::Status-Fd=3 "$@"
}

# Where the lists of packages are there.
what_it_takes() {
  new=$(LC_ALL=C apt-get install -s --no-install-recommends "$@" 2>/dev/null | awk '$1 == "Inst" { print $2 }')
  [ -z "$new" ] || LC_ALL=C apt-cache show --no-all-versions $new 2>/dev/null | awk '
    $1 == "Package:" { count++ }
    $1 == "Size:" { fetched += $2 / 1e6 }
    $1 == "Installed-Size:" { kept += $2 / 1e3 }
    END { printf "loa: %d packages, %.0f MB to fetch, %.0f MB on the disk\n", count, fetched, kept }' >&2
}

# Of what apt tells: one line that is rewritten on a terminal, elsewhere one for each fifth.
progress() {
  [ -t 2 ] && terminal=1 || terminal=0
  awk -F: -v terminal="$terminal" '
    $1 != doing && ($1 == "dlstatus" || $1 == "pmstatus") { doing = $1; began = systime(); told = -20 }
    $1 == doing {
      at = int($3)
      if (at == told || (!terminal && at < told + 20)) next
      told = at
      left = at > 0 ? int((systime() - began) * (100 - at) / at) " s left" : ""
      line = sprintf("loa: %s %d %% %s", doing == "dlstatus" ? "fetching" : "installing", at, left)
      printf(terminal ? "\r%s\033[K" : "%s\n", line)
      fflush()
    }
    END { if (terminal) printf "\r\033[K" }' >&2
}

# PostgreSQL's package makes a database cluster that runs at every boot, unless this says no. Tests make their own.
without_cluster() {
  conf=/etc/postgresql-common/createcluster.conf
  [ -e "$conf" ] || apt_install postgresql-common || { apt-get update -q && apt_install postgresql-common; } || return 1
  cp "$conf" "$conf.loa"
  echo 'create_main_cluster = false' >>"$conf"
  apt_install postgresql || { apt-get update -q && apt_install postgresql; }
  installed=$?
  mv "$conf.loa" "$conf"
  return "$installed"
}

# Some packages start a server at once and at every boot. A test needs the programs, not the services.
# The service of each, and a program of its package.
SERVERS='etcd:etcd haproxy:haproxy kannel:bearerbox nats-server:nats-server nginx:nginx patroni:patroni varnish:varnishd coturn:turnserver ntfy:ntfy opendkim:opendkim osmo-bsc:osmo-bsc osmo-bts:osmo-bts-virtual postfix:postfix rspamd:rspamd'

install_quietly() {
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    trap 'exit 1' HUP INT TERM
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
  fi
  for each in $SERVERS; do
    command -v "${each#*:}" >/dev/null || new="${new-} ${each%:*}"
  done
  case " $* " in *' postgresql '*) without_cluster || return 1 ;; esac
  # The lists of packages may be missing or old: fetch them only when an install without that fails.
  apt_install "$@" || { apt-get update -q && apt_install "$@"; } || return 1
  for each in ${new-}; do
    [ ! -e "/etc/init.d/$each" ] || update-rc.d "$each" disable || true
  done
}

packages=$(missing)
if [ -n "$packages" ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "loa: installing Debian packages for the tests:" $packages >&2
    what_it_takes $packages
    log=$(mktemp)
    # Word splitting is meant: one argument a package. In a subshell, so that its traps end with it.
    { (install_quietly $packages) 3>&1 >"$log" 2>&1 && rm -f "$log"; } | progress
    if [ -e "$log" ]; then
      tail -n 20 "$log" >&2
      echo "loa: not all could be installed (whole log: $log)" >&2
    fi
  else
    echo "loa: some tests of peers need Debian packages:" $packages >&2
  fi
fi

# Compiled code is kept from process to process: a server starts twice as fast.
export NODE_COMPILE_CACHE="$PWD/node_modules/.cache/loa"
node='node_modules/.bin/node --disable-warning=ExperimentalWarning'
# Two processes more than there are cores: many mostly wait for other programs.
processes=$(($(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) + 2))
case " $* " in
  # An option is one of Node's own runner. To it a folder is a pattern.
  *' -'*)
    for argument; do
      shift
      [ ! -d "$argument" ] || argument=${argument%/}/**/*.test.ts
      set -- "$@" "$argument"
    done
    exec $node --test --test-reporter=spec --test-timeout=300000 "$@" ;;
esac
exec $node test/run.ts "$processes" "$@"
