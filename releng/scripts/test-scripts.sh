#!/bin/sh
# SPDX-License-Identifier: EPL-2.0
# shellcheck disable=SC2016,SC2254
# (Inner shells expand their own variables; expected texts are patterns.)
# Tests of the scripts with stub programs: which Java is taken, what is said when none is, which Maven, and the summary.
set -eu
checkout=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
work=$(mktemp -d "${TMPDIR:-/tmp}/creative studio.XXXXXX")
trap 'rm -rf "$work"' EXIT
system_path=$PATH
passed=0
HOME=$work/home
XDG_CACHE_HOME=$work/cache
export HOME XDG_CACHE_HOME
unset JAVA_HOME MVN CREATIVE_STUDIO_HOME

# fake_java HOME VERSION [jre] [no-release]: a Java that answers with that version.
fake_java() {
	mkdir -p "$1/bin"
	printf '#!/bin/sh\necho "openjdk version \\"%s\\" 2020-01-01" >&2\necho "java: $*"\n' "$2" >"$1/bin/java"
	[ "${3-}" = jre ] || cp "$1/bin/java" "$1/bin/javac"
	[ "${4-}" = no-release ] || printf 'IMPLEMENTOR="x"\nJAVA_VERSION="%s"\n' "$2" >"$1/release"
	chmod +x "$1"/bin/*
}

# A PATH with the basic tools and nothing of Java: links to what the scripts use.
mkdir -p "$work/tools" "$work/home"
for tool in sh dirname readlink uname sed head cat mkdir mv rm chmod tail ls find sort cksum id awk cp env grep mktemp; do
	ln -s "$(command -v $tool)" "$work/tools/$tool"
done

# java_for [NAME=VALUE...]: the Java that is found, or the messages.
java_for() {
	env PATH="$work/tools" JAVA_ROOT="$work/root" "$@" sh -c \
		'set -eu; checkout=$0; . "$0/releng/scripts/env.sh"; find_java "$kind"; echo "$JAVA_HOME"' "$checkout" 2>&1 || echo "exit code $?"
}

expect() {
	case $3 in
	$2) passed=$((passed + 1)) ;;
	*)
		printf 'test-scripts: %s: expected\n%s\nbut got\n%s\n' "$1" "$2" "$3" >&2
		exit 1
		;;
	esac
}

kind=jdk
export kind
old=$work/jdks/jdk-17
new="$work/jdks/with space/jdk-21"
fake_java "$old" 17.0.2
fake_java "$new" 21.0.1
fake_java "$work/jdks/jdk-8" 1.8.0_301 jdk no-release
fake_java "$work/jdks/jre-22" 22 jre

expect "none at all" "*needs a JDK 21 or newer and found none.*To get one:*exit code 1" "$(java_for)"
expect "JAVA_HOME with a space" "$new" "$(java_for JAVA_HOME="$new")"
expect "an old JAVA_HOME alone" "*JAVA_HOME is $old, which is Java 17.*exit code 1" "$(java_for JAVA_HOME="$old")"
expect "JAVA_HOME without Java" "*where there is no bin/java*exit code 1" "$(java_for JAVA_HOME="$work/nothing")"
expect "an old one on PATH" "*The java on PATH is $work/jdks/jdk-8, version 8.*exit code 1" \
	"$(java_for PATH="$work/jdks/jdk-8/bin:$work/tools")"
expect "a new one on PATH" "$new" "$(java_for PATH="$new/bin:$work/tools")"
ln -s "$new/bin/java" "$work/tools/java"
expect "a link on PATH" "$new" "$(java_for)"
rm "$work/tools/java"
expect "no compiler" "*without a compiler*exit code 1" "$(java_for JAVA_HOME="$work/jdks/jre-22")"
expect "no compiler needed" "$work/jdks/jre-22" "$(java_for JAVA_HOME="$work/jdks/jre-22" kind=jre)"

mkdir -p "$work/root/usr/lib/jvm"
fake_java "$work/root/usr/lib/jvm/java-17-openjdk" 17.0.15
expect "only an old one in the usual place" "*exit code 1" "$(java_for)"
fake_java "$work/root/usr/lib/jvm/java 21" 21.0.4
fake_java "$work/root/usr/lib/jvm/temurin-25" 25
fake_java "$work/root/usr/lib/jvm/zulu-26-jre" 26 jre
expect "the newest with a compiler" "$work/root/usr/lib/jvm/temurin-25" "$(java_for)"
expect "the usual place in spite of an old JAVA_HOME" "$work/root/usr/lib/jvm/temurin-25" "$(java_for JAVA_HOME="$old")"
rm -r "$work/root"
fake_java "$work/home/.sdkman/candidates/java/21.0.2-tem" 21.0.2
expect "SDKMAN" "$work/home/.sdkman/candidates/java/21.0.2-tem" "$(java_for)"
rm -r "$work/home/.sdkman"

# fake_maven FILE VERSION: a Maven that answers with that version and, asked to unpack, makes the directories of one.
fake_maven() {
	cat >"$1" <<END
#!/bin/sh
case "\$*" in
*--version*) echo "Apache Maven $2 (x)" ;;
*unpack*)
	[ ! -f "$work/offline" ] || { echo "no network"; exit 1; }
	for argument; do
		case \$argument in -DoutputDirectory=*) to=\${argument#*=} ;; esac
	done
	mkdir -p "\$to/apache-maven-3.9.11/bin"
	printf '#!/bin/sh\necho "Apache Maven 3.9.11"\n' >"\$to/apache-maven-3.9.11/bin/mvn"
	;;
esac
END
	chmod +x "$1"
}

maven_for() {
	env PATH="$work/tools" sh -c \
		'set -eu; checkout=$0; . "$0/releng/scripts/env.sh"; find_maven; echo "$MVN"' "$checkout" 2>&1 || echo "exit code $?"
}

expect "no Maven and no way to get one" "*Missing: Maven*exit code 1" "$(maven_for)"
for version in 3.9.9 3.9.11 3.10.0; do
	fake_maven "$work/tools/mvn" $version
	expect "Maven $version" "$work/tools/mvn" "$(maven_for)"
done
for version in 3.8.7 3.9.8 4.0.0; do
	fake_maven "$work/tools/mvn" $version
	: >"$work/offline"
	expect "Maven $version without network" "*no network*could not be fetched*exit code 1" "$(maven_for)"
	rm "$work/offline"
	expect "Maven $version brings another" "Getting Maven*$work/cache/creative-studio/maven-3.9.11/bin/mvn" "$(maven_for)"
	expect "the brought one is kept" "$work/cache/creative-studio/maven-3.9.11/bin/mvn" "$(maven_for)"
	expect "nothing is left over" "maven-3.9.11" "$(ls "$work/cache/creative-studio")"
	rm -r "$work/cache"
done
maven_for >"$work/one" &
maven_for >"$work/two"
wait $!
expect "two at once" "*maven-3.9.11/bin/mvn*maven-3.9.11/bin/mvn" "$(cat "$work/one" "$work/two")"
expect "two at once leave one" "bin" "$(ls "$work/cache/creative-studio/maven-3.9.11")"

# The launch script of the product: from anywhere, through links, with and without a display.
product="$work/a product"
mkdir -p "$product/plugins"
cp "$checkout"/releng/product/launchers/unix/* "$product"
: >"$product/plugins/org.eclipse.equinox.launcher_1.0.0.jar"
ln -s "$product/creative-studio" "$work/tools/studio-link"
fake_java "$work/java 21" 21
start() {
	(cd / && env -u DISPLAY -u WAYLAND_DISPLAY PATH="$work/tools" JAVA_HOME="$work/java 21" "$@" 2>&1) || echo "exit code $?"
}
expect "a verb" "*java: *launcher_1.0.0.jar -nosplash -data @none -nl en -application org.creativestudio.comfyui.cli.application run a b" \
	"$(start "$work/tools/studio-link" run "a b")"
info=org.eclipse.equinox.simpleconfigurator/bundles.info
mkdir -p "$product/configuration/${info%/*}"
printf '%s\n' '#version=1' picocli,4.7,plugins/picocli.jar,4,false org.eclipse.ui.workbench,3,plugins/ui.jar,4,false \
	org.apache.aries.spifly.dynamic.bundle,1,plugins/spifly.jar,2,true >"$product/configuration/$info"
printf '%s\n' 'osgi.framework=file\:plugins/f.jar' 'osgi.bundles=x@1\:start' 'osgi.framework.extensions=y' 'eclipse.product=z' \
	>"$product/configuration/config.ini"
expect "a configuration for the terminal" \
	"*java: *-configuration $work/cache/creative-studio/terminal/*/* -nosplash -data @none -nl en -application * list" \
	"$(start "$product/creative-studio" list)"
terminal=$(find "$work/cache/creative-studio/terminal" -name config.ini)
terminal=${terminal%/config.ini}
expect "its bundles" "#version=1
picocli,4.7,plugins/picocli.jar,4,false
org.apache.aries.spifly.dynamic.bundle,1,plugins/spifly.jar,2,false" "$(cat "$terminal/$info")"
expect "its framework" 'osgi.framework=file\\:plugins/f.jar
osgi.bundles=x@1\\:start
osgi.configuration.cascaded=false' "$(cat "$terminal/config.ini")"
echo "new,1,plugins/new.jar,4,false" >>"$product/configuration/$info"
start "$product/creative-studio" list >"$work/out"
expect "a new one for new bundles, alone" "*new,1,plugins/new.jar,4,false" "$(cat "$work"/cache/creative-studio/terminal/*/*/"$info")"
expect "the old one is gone" "" "$(ls "$terminal" 2>/dev/null || true)"
# A full disk, as far as a script can make one: the tool that writes the list of bundles fails after a part of it.
mkdir "$work/full"
printf '#!/bin/sh\necho "#version=1"\nexit 2\n' >"$work/full/awk"
chmod +x "$work/full/awk"
echo "newer,1,plugins/newer.jar,4,false" >>"$product/configuration/$info"
expect "a full disk" "*java: *.jar -nosplash -data @none *list" \
	"$(start XDG_CACHE_HOME="$work/full cache" PATH="$work/full:$work/tools" "$product/creative-studio" list)"
expect "a full disk leaves nothing" "" "$(ls "$work"/full\ cache/creative-studio/terminal/*)"
expect "no place for it" "*java: *.jar -nosplash -data @none *list" "$(start XDG_CACHE_HOME=/dev/null/x "$product/creative-studio" list)"
if [ "$(uname -s)" = Linux ]; then
	expect "no display" "There is no display*application first" "$(start "$product/creative-studio")"
	expect "a display" "*java: *-data $work/home/.config/creative-studio/workspace" "$(start DISPLAY=:9 "$product/creative-studio")"
	expect "a chosen home" "*java: *-data $work/h 1/workspace" \
		"$(start DISPLAY=:9 CREATIVE_STUDIO_HOME="$work/h 1" "$product/creative-studio")"
fi
rm "$product"/plugins/*
expect "no product" "There is no Creative Studio in $product.*exit code 1" "$(start "$product/creative-studio" --help)"

# Whether the product is up to date.
copy="$work/check out"
mkdir -p "$copy/bundles/one/src" "$copy/releng/product/target" "$copy/.mvn" "$copy/target-platform" "$copy/features" "$copy/examples"
touch "$copy/pom.xml" "$copy/bundles/one/src/A.java" "$copy/releng/compiler.prefs"
cp -r "$checkout/releng/scripts" "$copy/releng"
mkdir -p "$copy/releng/product/launchers"
cp -r "$checkout/releng/product/launchers/unix" "$copy/releng/product/launchers"
built() {
	sh -c 'set -eu; checkout=$0; . "$0/releng/scripts/env.sh"; . "$0/releng/scripts/build.sh"
		[ "$1" != stamp ] || { mkdir -p "$product/plugins"; fingerprint >"$stamp"; }
		if is_built; then echo yes; else echo no; fi' "$copy" "$1"
}
expect "nothing built" no "$(built ask)"
expect "just built" yes "$(built stamp)"
expect "still built" yes "$(built ask)"
mkdir -p "$copy/bundles/one/target" && touch -t 203001010000 "$copy/bundles/one/target/x"
expect "build outputs do not count" yes "$(built ask)"
touch -t 203001010000 "$copy/bundles/one/src/A.java"
expect "an edited file" no "$(built ask)"
touch -t 202001010000 "$copy/bundles/one/src/A.java"
expect "edited no more" yes "$(built ask)"
touch -t 202001010000 "$copy/bundles/one/src/B.java"
expect "an added file, however old" no "$(built ask)"
rm "$copy/bundles/one/src/B.java"
expect "removed again" yes "$(built ask)"
rm "$copy/bundles/one/src/A.java"
expect "a removed file" no "$(built ask)"

# The summary of verify.
summary_of() {
	sh -c 'checkout=$0; . "$0/releng/scripts/summary.sh"; summarize "$1"' "$copy" "$1" 2>&1 || echo "exit code $?"
}
expect "no test project" "*FAILED*exit code 1" "$(summary_of 0)"
reports=$copy/tests/a.tests/target/surefire-reports
mkdir -p "$reports" "$copy/tests/a.tests/src"
expect "no report" "*FAILED*exit code 1" "$(summary_of 0)"
echo '<testsuite name="t" time="1.5" tests="3" errors="0" skipped="1" failures="0">' >"$reports/TEST-a.xml"
expect "all passed" "*a.tests * 3 * 0 * 1 * 1.5*All 3 tests passed." "$(summary_of 0)"
expect "the build failed" "*FAILED: the build ended with exit code 7*exit code 1" "$(summary_of 7)"
printf '%s\n' '<testsuite name="t" tests="2" errors="1" failures="1">' '<testcase name="m()" classname="a.B" time="0">' '<error type="x">' \
	>"$reports/TEST-b.xml"
expect "a failure" "*a.tests * 5 * 2 *failed: a.B.m()*FAILED*exit code 1" "$(summary_of 0)"
printf '%s\n' '<testcase name="n()" classname="a.B">' '<failure message="it &lt;is&gt; &quot;a&quot; &amp; no&#10;b" type="x"><![CDATA[y' >>"$reports/TEST-b.xml"
expect "why it failed" "*failed: a.B.n()
    it <is> \"a\" & no
FAILED*" "$(summary_of 0)"

PATH=$system_path
echo "The scripts passed $passed checks."
