#!/bin/sh
# SPDX-License-Identifier: EPL-2.0
# Does what a new user without a display does, with the product that was just built: the first job, a look at the instances, a
# run that is interrupted, and the end. The caller has set JAVA_HOME.
set -eu
checkout=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
# shellcheck source=SCRIPTDIR/env.sh
. "$checkout/releng/scripts/env.sh"
# shellcheck source=SCRIPTDIR/build.sh
. "$checkout/releng/scripts/build.sh"
work=$(mktemp -d "${TMPDIR:-/tmp}/creative studio.XXXXXX")
CREATIVE_STUDIO_HOME=$work/home
XDG_CACHE_HOME=$work/cache
export CREATIVE_STUDIO_HOME XDG_CACHE_HOME
unset DISPLAY WAYLAND_DISPLAY

program() {
	"$product/creative-studio" "$@"
}
end() {
	program instance stop all >/dev/null 2>&1 || true
	rm -rf "$work"
}
trap end EXIT
fail() {
	die "test-product: $*" "$(cat "$work/out" "$work/err" 2>/dev/null)"
}
# expect CODE ARGUMENT...: the program ends with that code.
expect() {
	expected=$1
	shift
	code=0
	program "$@" >"$work/out" 2>"$work/err" || code=$?
	[ "$code" -eq "$expected" ] || fail "exit code $code instead of $expected of: $*"
}

expect 0
image=$(grep '\.png$' "$work/out") || fail "the first job named no image"
[ -s "$image" ] || fail "there is no image $image"
expect 0 instance list --json
grep -q '"status": "running"' "$work/out" || fail "the instance does not run"
expect 0 strategies
grep -q 'least-loaded' "$work/out" || fail "no strategy is there"
grep -q '%' "$work/out" && fail "a strategy has no name"
# The terminal speaks English, also where the workbench speaks German.
JDK_JAVA_OPTIONS=-Duser.language=de expect 0 doctor
grep -q 'One instance is configured' "$work/out" || fail "the terminal is not in English on a German computer"
expect 2 run
expect 3 instance show nobody
expect 3 run "$work/none.json"
echo 'no json' >"$work/bad.json"
expect 4 run "$work/bad.json"
echo '{"1": {"class_type": "NoSuchNode", "inputs": {}}}' >"$work/unknown.json"
expect 4 run "$work/unknown.json"

sample=$checkout/bundles/org.creativestudio.comfyui.workflow/samples/Take_Your_Time.json
"$product/creative-studio" run "$sample" >"$work/out" 2>"$work/err" &
running=$!
tries=0
until grep -q ' runs on ' "$work/err"; do
	tries=$((tries + 1))
	if [ $tries -ge 300 ] || ! kill -0 $running 2>/dev/null; then
		fail "the slow sample did not start"
	fi
	sleep 0.1
done
# Not through a function, for then a shell would get the signal. A shell starts its background programs with SIGINT ignored, so the other polite signal is sent.
kill -TERM $running
code=0
wait $running || code=$?
[ $code -eq 143 ] || fail "exit code $code instead of 143 after SIGTERM"
grep -q 'Interrupted' "$work/err" || fail "nothing was said about the interruption"
expect 0 instance list --json
tr -d ' \n' <"$work/out" | grep -q '"queue":{"running":0,"pending":0}' || fail "the interrupted job is still at the server"
expect 0 instance stop all
expect 0 instance list --json
grep -q '"status": "stopped"' "$work/out" || fail "the instance was not stopped"
echo "The product did its first job."

# A secret that is given to servers stands nowhere else: not in what the program writes, in no file, in no command line.
secret=planted-$$-value
nowhere() {
	if grep -q -- "$secret" "$work/out" "$work/err"; then fail "the secret was printed by: $*"; fi
	if LC_ALL=C grep -r -l -- "$secret" "$CREATIVE_STUDIO_HOME"; then fail "the secret stands in a file after: $*"; fi
	if ps -A -o args= | grep -v grep | grep -q -- "$secret"; then fail "the secret stands in a command line after: $*"; fi
}
# discreet CODE ARGUMENT...: the program ends with that code and keeps the secret.
discreet() {
	expect "$@"
	nowhere "$@"
}
printf '%s\n' "$secret" >"$work/typed"
discreet 0 instance create --name Discreet --embedded --secret HF_TOKEN <"$work/typed"
discreet 2 instance create --name Shell --embedded --secret HF_TOKEN=no-value </dev/null
discreet 2 instance create --name Nothing --embedded --secret HF_TOKEN </dev/null
discreet 0 instance duplicate Discreet --name Double
discreet 0 instance start Discreet
discreet 0 instance show Discreet --json
pid=$(sed -n 's/^ *"pid": \([0-9]*\),*$/\1/p' "$work/out")
if [ -r "/proc/$pid/environ" ]; then
	tr '\0' '\n' <"/proc/$pid/environ" | grep -q "^HF_TOKEN=$secret\$" || fail "the server was not given its secret"
fi
discreet 0 instance list
discreet 0 instance diagnostics Discreet
discreet 0 instance logs Discreet
discreet 0 doctor
discreet 0 doctor --json
discreet 0 run "$checkout/bundles/org.creativestudio.comfyui.workflow/samples/First_Image.json" --instance Discreet
discreet 0 instance stop all
# A server that prints what it was given, and fails.
mkdir -p "$work/ComfyUI/comfy"
: >"$work/ComfyUI/main.py"
printf '#!/bin/sh\necho "token $HF_TOKEN"\nexit 3\n' >"$work/python"
chmod +x "$work/python"
discreet 0 instance create --name Talkative --comfyui "$work/ComfyUI" --python "$work/python" --gpu auto --secret HF_TOKEN <"$work/typed"
discreet 1 instance start Talkative
grep -q 'token \*\*\*' "$work/err" || fail "the last output of the server is not told"
discreet 0 instance logs Talkative
discreet 0 instance diagnostics Talkative
# What is in the environment is moved.
expect 0 instance create --name Open --embedded --env "HF_TOKEN=$secret"
grep -q -- '--secure' "$work/err" || fail "a readable secret is not told"
expect 0 instance edit Open --secure
# Earlier versions still have it, as the program says.
grep -q backups "$work/err" || fail "backups with the readable secret are not told"
rm -f "$CREATIVE_STUDIO_HOME"/backups/*
nowhere instance edit Open --secure
expect 0 instance delete Open Talkative Discreet Double
echo "The product kept a secret."
