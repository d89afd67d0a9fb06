# shellcheck shell=sh disable=SC2154
# SPDX-License-Identifier: EPL-2.0
# Finds Java and starts Creative Studio. Read by `creative-studio` beside it and by the checkout's `studio` and `verify`, which
# set launch_scripts to the directory of this file.

oldest_java=21

say() { printf '%s\n' "$*" >&2; }

die() {
	say "$@"
	exit 1
}

# The system in one word: Linux, Darwin, Windows or what uname says.
system_name() {
	case $(uname -s) in
	MINGW* | MSYS* | CYGWIN*) echo Windows ;;
	*) uname -s ;;
	esac
}

# The directory for what can be made again: caches of all checkouts and products of this user.
cache_directory() {
	case ${XDG_CACHE_HOME-} in
	/*) printf '%s\n' "$XDG_CACHE_HOME/creative-studio" ;;
	*) printf '%s\n' "${HOME:-/tmp}/.cache/creative-studio" ;;
	esac
}

# Sets java_major to the major version of the Java at $1, 0 when there is none. Reads the `release` file, which costs no
# process, and asks the program itself only where that file is missing.
read_java_major() {
	java_major=0
	[ -x "$1/bin/java" ] || [ -x "$1/bin/java.exe" ] || return 0
	java_text=
	if [ -r "$1/release" ]; then
		while IFS= read -r java_line; do
			case $java_line in
			JAVA_VERSION=*) java_text=${java_line#JAVA_VERSION=} ;;
			esac
		done <"$1/release"
	fi
	if [ -z "$java_text" ]; then
		java_text=$("$1/bin/java" -version 2>&1 | sed -n 's/^[^"]*version "\([^"]*\)".*/\1/p' | head -n 1)
	fi
	java_text=${java_text#\"}
	java_text=${java_text#1.}
	java_text=${java_text%%[!0-9]*}
	java_major=${java_text:-0}
}

# Whether the Java at $1 is new enough, and a whole JDK when $2 is jdk.
java_fits() {
	[ "${2-}" != jdk ] || [ -x "$1/bin/javac" ] || [ -x "$1/bin/javac.exe" ] || return 1
	read_java_major "$1"
	[ "$java_major" -ge "$oldest_java" ]
}

# Sets java_on_path to the home of the java (or javac) that PATH names; empty when there is none.
home_from_path() {
	java_on_path=
	java_program=$(command -v "$1" 2>/dev/null) || return 0
	java_hops=0
	while [ -L "$java_program" ] && [ $java_hops -lt 40 ]; do
		java_link=$(readlink "$java_program")
		case $java_link in
		/*) java_program=$java_link ;;
		*) java_program=$(dirname -- "$java_program")/$java_link ;;
		esac
		java_hops=$((java_hops + 1))
	done
	java_on_path=$(CDPATH='' cd -- "$(dirname -- "$java_program")/.." 2>/dev/null && pwd -P) || java_on_path=
}

# Sets JAVA_HOME to a Java that is new enough: the one that the user chose (JAVA_HOME, then PATH), else the newest in the
# usual places. $1 = jdk asks for a compiler too. Returns 1 when there is none.
search_java() {
	if [ -n "${JAVA_HOME-}" ] && java_fits "$JAVA_HOME" "${1-}"; then
		export JAVA_HOME
		return 0
	fi
	home_from_path java
	if [ -n "$java_on_path" ] && java_fits "$java_on_path" "${1-}"; then
		JAVA_HOME=$java_on_path
		export JAVA_HOME
		return 0
	fi
	java_best=0
	java_best_home=
	for java_home in "${JAVA_ROOT-}"/usr/lib/jvm/* "${JAVA_ROOT-}"/usr/java/* "${JAVA_ROOT-}"/usr/local/openjdk* \
		"${JAVA_ROOT-}"/opt/*/ "${JAVA_ROOT-}"/opt/java/* "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
		"${JAVA_ROOT-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
		"${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
		"${JAVA_ROOT-}"/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
		"${JAVA_ROOT-}"/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
		"${JAVA_ROOT-}/c/Program Files/Eclipse Adoptium"/* "${JAVA_ROOT-}/c/Program Files/Java"/* \
		"${JAVA_ROOT-}/c/Program Files/Microsoft"/jdk*; do
		java_home=${java_home%/}
		if java_fits "$java_home" "${1-}" && [ "$java_major" -gt "$java_best" ]; then
			java_best=$java_major
			java_best_home=$java_home
		fi
	done
	if [ -z "$java_best_home" ] && [ -x "${JAVA_ROOT-}/usr/libexec/java_home" ]; then
		java_home=$("${JAVA_ROOT-}/usr/libexec/java_home" -F -v "$oldest_java+" 2>/dev/null) || java_home=
		if [ -n "$java_home" ] && java_fits "$java_home" "${1-}"; then
			java_best_home=$java_home
		fi
	fi
	[ -n "$java_best_home" ] || return 1
	JAVA_HOME=$java_best_home
	export JAVA_HOME
}

# The command that brings a JDK on this system, for the user to type.
jdk_advice() {
	if [ "$(system_name)" = Darwin ]; then
		echo "  brew install openjdk@$oldest_java"
	elif command -v apt-get >/dev/null 2>&1; then
		jdk_package=
		for jdk_version in 25 21; do
			if [ -z "$jdk_package" ] && apt-cache show "openjdk-$jdk_version-jdk" >/dev/null 2>&1; then
				jdk_package=openjdk-$jdk_version-jdk
			fi
		done
		if [ -n "$jdk_package" ]; then
			echo "  sudo apt-get install $jdk_package"
		else
			echo "  sudo apt-get install temurin-$oldest_java-jdk    (after adding the package source of Eclipse Temurin)"
		fi
	elif command -v dnf >/dev/null 2>&1; then
		echo "  sudo dnf install java-$oldest_java-openjdk-devel"
	else
		echo "  install a JDK $oldest_java or newer, for example Eclipse Temurin"
	fi
	echo "or unpack one anywhere and set JAVA_HOME to its directory."
}

# As search_java ($1 is jdk or jre), but ends with a message and exit code 1 when there is none.
find_java() {
	search_java "$1" && return 0
	say "Creative Studio needs a JDK $oldest_java or newer and found none."
	if [ -n "${JAVA_HOME-}" ]; then
		read_java_major "$JAVA_HOME"
		if [ "$java_major" -eq 0 ]; then
			say "JAVA_HOME is $JAVA_HOME, where there is no bin/java."
		elif [ "$java_major" -ge "$oldest_java" ]; then
			say "JAVA_HOME is $JAVA_HOME, a Java $java_major without a compiler (bin/javac)."
		else
			say "JAVA_HOME is $JAVA_HOME, which is Java $java_major."
		fi
	elif [ -n "${java_on_path-}" ]; then
		read_java_major "$java_on_path"
		say "The java on PATH is $java_on_path, version $java_major."
	fi
	say "To get one:"
	die "$(jdk_advice)"
}

# Whether a window can be opened.
has_display() {
	case $(system_name) in
	Darwin | Windows) return 0 ;;
	*) [ -n "${DISPLAY-}${WAYLAND_DISPLAY-}" ] ;;
	esac
}

# The directory with everything the user owns; the program decides the same way.
home_directory() {
	if [ -n "${CREATIVE_STUDIO_HOME-}" ]; then
		printf '%s\n' "$CREATIVE_STUDIO_HOME"
		return
	fi
	case $(system_name) in
	Darwin) printf '%s\n' "$HOME/Library/Application Support/Creative Studio" ;;
	Windows) printf '%s\n' "${APPDATA:-$HOME/AppData/Roaming}/Creative Studio" ;;
	*)
		case ${XDG_CONFIG_HOME-} in
		/*) printf '%s\n' "$XDG_CONFIG_HOME/creative-studio" ;;
		*) printf '%s\n' "$HOME/.config/creative-studio" ;;
		esac
		;;
	esac
}

# launch DIRECTORY [ARGUMENT...]: becomes the program of the product in that directory. Without an argument the workbench
# opens where there is a display, and else the first job is done in the terminal.
launch() {
	launch_root=$1
	shift
	find_java jre
	launch_jar=
	for launch_file in "$launch_root"/plugins/org.eclipse.equinox.launcher_*.jar; do
		launch_jar=$launch_file
	done
	[ -f "$launch_jar" ] || die "There is no Creative Studio in $launch_root."
	if [ $# -eq 0 ]; then
		if has_display; then
			launch_workbench
		fi
		say "There is no display here (DISPLAY and WAYLAND_DISPLAY are not set), so no window opens." \
			"The first job is done in the terminal instead; \"--help\" lists what else the terminal can do."
		set -- first
	fi
	launch_in_terminal "$@"
}

launch_in_terminal() {
	# Variables of the script go to the program as properties: only the script knows its name and whether somebody watches.
	launch_terminal=false
	[ ! -t 2 ] || launch_terminal=true
	launch_screen=false
	[ ! -t 1 ] || launch_screen=true
	launch_input=false
	[ ! -t 0 ] || launch_input=true
	# The verbs are described in English, and so is what they tell: what the workbench says in the user's language comes from the same parts.
	set -- -nl en -application org.creativestudio.comfyui.cli.application "$@"
	terminal_configuration
	if [ -n "$terminal_configuration" ]; then
		set -- -configuration "$terminal_configuration" -nosplash -data @none "$@"
	else
		set -- -nosplash -data @none "$@"
	fi
	exec "$JAVA_HOME/bin/java" "-Dcreativestudio.command=${0##*/}" -Dcreativestudio.terminal=$launch_terminal -Dcreativestudio.screen=$launch_screen -Dcreativestudio.input=$launch_input \
		-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xlog:disable -Xlog:all=error:stderr \
		-Djava.awt.headless=true -Dslf4j.internal.verbosity=ERROR \
		"-Djava.util.logging.config.file=$launch_scripts/terminal-logging.properties" --enable-native-access=ALL-UNNAMED -jar "$launch_jar" "$@"
}

# What only windows, help and updates need; the embedded server needs a part of Jetty. Leaving these out halves the start. One
# too many costs a little time, and what somebody adds to the product is kept.
not_for_terminal='org\.eclipse\.(ui|swt|jface|e4|emf|help|equinox\.p2|ecf|debug|search|text|compare|jdt|urischeme)
org\.eclipse\.core\.(commands|databinding|expressions|filebuffers|filesystem|net|resources|variables)
org\.eclipse\.equinox\.(http|jsp|frameworkadmin|simpleconfigurator\.manipulator|bidi|concurrent|security\.ui|event)
org\.eclipse\.jetty\.(ee8|security|session|servlet)
org\.apache\.(batik|lucene|xmlgraphics)|com\.(ibm\.icu|github)|jakarta|bc|org\.(mortbay|sat4j|tukaani|w3c)
org\.creativestudio\.(app|comfyui\.(ui|help))'

# The directory with the terminal's configurations of the product in directory $1.
terminal_directory() {
	terminal_root=$(printf '%s' "$1" | cksum)
	printf '%s\n' "$(cache_directory)/terminal/${terminal_root%% *}"
}

# Makes that configuration in the empty directory $1; fails when the disk is full.
make_terminal_configuration() {
	mkdir "$1/${terminal_bundles%/*}" &&
		awk -F, -v "names=$not_for_terminal" '
			BEGIN { OFS = ","; gsub(/\n/, "|", names); names = "^(" names ")" }
			/^#/ { print; next }
			$1 ~ names { next }
			$1 ~ /spifly|slf4j\.nop/ { $5 = "false" }
			{ print }' "$launch_root/configuration/$terminal_bundles" >"$1/$terminal_bundles" &&
		{
			grep -E '^(osgi\.(bundles|framework)=|osgi\.bundles\.default|org\.eclipse\.equinox\.simpleconfigurator\.configUrl=)' \
				"$launch_root/configuration/config.ini" &&
				echo osgi.configuration.cascaded=false
		} >"$1/config.ini"
}

# Sets terminal_configuration to an Equinox configuration of the same bundles without those of the window, made once for each
# state of the product; empty when it can't be made, and then the product's own serves. Being the user's own, it also works
# when the product can't be written to, and beside a running workbench.
terminal_configuration() {
	terminal_configuration=
	terminal_bundles=org.eclipse.equinox.simpleconfigurator/bundles.info
	[ -r "$launch_root/configuration/$terminal_bundles" ] || return 0
	terminal_parent=$(terminal_directory "$launch_root")
	terminal_state=$(cksum <"$launch_root/configuration/$terminal_bundles")
	terminal_made=$terminal_parent/${terminal_state%% *}
	if [ ! -f "$terminal_made/config.ini" ]; then
		mkdir -p "$terminal_parent" 2>/dev/null && [ -w "$terminal_parent" ] || return 0
		terminal_new=$(mktemp -d "$terminal_parent/new.XXXXXX") || return 0
		make_terminal_configuration "$terminal_new" 2>/dev/null || {
			rm -rf "$terminal_new"
			return 0
		}
		# Configurations of earlier states of this product are of no use any more.
		for terminal_old in "$terminal_parent"/[0-9]*; do
			[ "$terminal_old" = "$terminal_made" ] || rm -rf "$terminal_old"
		done
		mv "$terminal_new" "$terminal_made" 2>/dev/null || [ -d "$terminal_made" ] || {
			rm -rf "$terminal_new"
			return 0
		}
		rm -rf "${terminal_made:?}/${terminal_new##*/}"
	fi
	terminal_configuration=$terminal_made
}

launch_workbench() {
	# Headless is AWT, which only decodes and draws in memory here: its own connection to the screen would do nothing but harm.
	set -- -Xmx1g -Djava.awt.headless=true "-Djava.util.logging.config.file=$launch_scripts/workbench-logging.properties" \
		--enable-native-access=ALL-UNNAMED
	if [ "$(system_name)" = Darwin ]; then
		set -- "$@" -XstartOnFirstThread
	fi
	exec "$JAVA_HOME/bin/java" "$@" -jar "$launch_jar" -nosplash -data "$(home_directory)/workspace"
}
