#!/bin/sh
# SPDX-License-Identifier: EPL-2.0
# Does what a contributor does: compiles the examples against what the SDK feature and the platform bring, installs them from a site of
# their own into the product, uses them, and removes them again. The caller has set JAVA_HOME and built everything.
set -eu
checkout=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
# shellcheck source=SCRIPTDIR/env.sh
. "$checkout/releng/scripts/env.sh"
# shellcheck source=SCRIPTDIR/build.sh
. "$checkout/releng/scripts/build.sh"
work=$(mktemp -d "${TMPDIR:-/tmp}/creative-studio-examples.XXXXXX")
CREATIVE_STUDIO_HOME=$work/home
XDG_CACHE_HOME=$work/cache
export CREATIVE_STUDIO_HOME XDG_CACHE_HOME
unset DISPLAY WAYLAND_DISPLAY
program=$work/product/creative-studio
strategy=org.creativestudio.examples.least-memory-used

end() {
	"$program" instance stop all >/dev/null 2>&1 || true
	rm -rf "$work"
}
trap end EXIT
fail() {
	die "test-examples: $*" "$(cat "$work/out" 2>/dev/null)"
}
application() {
	application_id=$1
	shift
	"$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -jar "$work"/product/plugins/org.eclipse.equinox.launcher_*.jar \
		-nosplash -data @none -application "$application_id" "$@" >"$work/out" 2>&1
}

site=$checkout/releng/updatesite/target/repository
# The platform that the SDK is installed into.
platform=$(ls "$product"/plugins/org.eclipse.equinox.app_*.jar "$product"/plugins/org.eclipse.equinox.common_*.jar \
	"$product"/plugins/org.eclipse.osgi_*.jar | tr '\n' ':')
annotations=$(find "$HOME/.m2/repository/org/eclipse/jdt/org.eclipse.jdt.annotation" -name '*.jar' | head -n 1)
mkdir "$work/classes"
find "$checkout"/examples/org.creativestudio.examples.*/src -name '*.java' >"$work/sources"
"$JAVA_HOME/bin/javac" -proc:none --release 21 -d "$work/classes" -cp "$site/plugins/*:$platform$annotations" "@$work/sources" >"$work/out" 2>&1 ||
	fail "the examples do not compile against the SDK"

cp -R "$product" "$work/product"
"$program" strategies >"$work/out" 2>&1
! grep -q "$strategy" "$work/out" || fail "the example is there before it was installed"
feature=org.creativestudio.examples.feature.feature.group
application org.eclipse.equinox.p2.director -repository "file:$checkout/releng/examples-site/target/repository" -installIU "$feature" ||
	fail "the examples could not be installed"
"$program" strategies >"$work/out" 2>&1
grep -q "$strategy" "$work/out" || fail "the installed strategy is not listed"
"$program" first >"$work/out" 2>&1 || fail "the first job failed"
sample=$checkout/bundles/org.creativestudio.comfyui.workflow/samples/First_Image.json
"$program" run "$sample" --strategy "$strategy" --json >"$work/out" 2>&1 || fail "the strategy was not used"
grep -q "memory.*is in use" "$work/out" || fail "the strategy gave no reason"
application org.creativestudio.examples.run.application "$sample" || fail "the program that uses the Java API failed"
grep -q 'DONE' "$work/out" && grep -q '\.png$' "$work/out" || fail "the program that uses the Java API told nothing"
application org.eclipse.equinox.p2.director -uninstallIU "$feature" || fail "the examples could not be removed"
"$program" strategies >"$work/out" 2>&1
! grep -q "$strategy" "$work/out" || fail "the example is there after it was removed"
echo "The examples were installed, used and removed."
