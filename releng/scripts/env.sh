# shellcheck shell=sh disable=SC2154
# SPDX-License-Identifier: EPL-2.0
# What `studio`, `verify` and the benchmarks need to build: a JDK, Maven, system libraries. The caller sets `checkout` first.
# Everything that can't be brought ends the script with a message, the exact command to type, and exit code 1.

launch_scripts=$checkout/releng/product/launchers/unix
# shellcheck source=SCRIPTDIR/../product/launchers/unix/launch.sh
. "$launch_scripts/launch.sh"

maven_version=3.9.11

# Sets JAVA_HOME to a JDK with a compiler.
find_jdk() {
	find_java jdk
}

# Whether packages can be installed without asking anybody; sets apt to the command.
may_install() {
	command -v apt-get >/dev/null 2>&1 || return 1
	if [ "$(id -u)" -eq 0 ]; then
		apt="apt-get"
	elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
		apt="sudo -n apt-get"
	else
		return 1
	fi
}

# install_packages WHAT PACKAGE...: brings packages of Debian or Ubuntu, or says which command would.
install_packages() {
	install_what=$1
	shift
	if ! command -v apt-get >/dev/null 2>&1; then
		say "Missing: $install_what. Install it with the package manager of this system and try again."
		return 1
	fi
	if may_install; then
		say "Installing $install_what: apt-get install $*"
		install_log=$(mktemp "${TMPDIR:-/tmp}/creative-studio-apt.XXXXXX")
		# A machine that was just made has no package lists yet, so a failure is tried again with fresh ones.
		# shellcheck disable=SC2086
		if DEBIAN_FRONTEND=noninteractive $apt install -y --no-install-recommends "$@" >"$install_log" 2>&1 ||
			{ $apt update >>"$install_log" 2>&1 &&
				DEBIAN_FRONTEND=noninteractive $apt install -y --no-install-recommends "$@" >>"$install_log" 2>&1; }; then
			rm -f "$install_log"
			return 0
		fi
		tail -n 5 "$install_log" >&2
		rm -f "$install_log"
	fi
	say "Missing: $install_what. Please run:"
	say "  sudo apt-get install -y $*"
	return 1
}

# Prints the version of the Maven program $1, nothing when it is none.
maven_version_of() {
	"$1" -B --version 2>/dev/null | sed -n 's/^.*Apache Maven \([0-9][0-9.]*\).*/\1/p' | head -n 1
}

# Whether version $1 is 3.9.9 or a later 3.x.
maven_fits() {
	case $1 in
	3.9.9 | 3.9.[1-9][0-9]* | 3.[1-9][0-9]*.*) return 0 ;;
	*) return 1 ;;
	esac
}

# Sets MVN to a Maven that is new enough; brings one through the Maven that is there when that is older. Needs find_jdk.
find_maven() {
	maven_cached=$(cache_directory)/maven-$maven_version
	if [ -n "${MVN-}" ] && maven_fits "$(maven_version_of "$MVN")"; then
		return 0
	fi
	MVN=$maven_cached/bin/mvn
	[ ! -x "$MVN" ] || return 0
	maven_found=$(command -v mvn) || maven_found=
	if [ -n "$maven_found" ]; then
		maven_found_version=$(maven_version_of "$maven_found")
		if maven_fits "$maven_found_version"; then
			MVN=$maven_found
			return 0
		fi
	else
		install_packages "Maven" maven || exit 1
		maven_found=mvn
	fi
	bring_maven
}

# Unpacks Maven beside its final place and moves it there in one step: two scripts may do so at the same time.
bring_maven() {
	say "Getting Maven $maven_version through the Maven ${maven_found_version:-} that is here..."
	mkdir -p "$(cache_directory)"
	maven_new=$(mktemp -d "$(cache_directory)/maven.XXXXXX")
	# Run elsewhere: an old Maven can't load this checkout's extensions.
	if ! (cd "$maven_new" && "$maven_found" -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack \
		"-Dartifact=org.apache.maven:apache-maven:$maven_version:zip:bin" "-DoutputDirectory=$maven_new/unpacked") \
		>"$maven_new/log" 2>&1; then
		tail -n 15 "$maven_new/log" >&2
		rm -rf "$maven_new"
		die "Maven $maven_version could not be fetched. Check the network (and the proxy or mirror in ~/.m2/settings.xml)" \
			"and try again, or put a Maven 3.9.9 or newer on PATH."
	fi
	chmod +x "$maven_new/unpacked/apache-maven-$maven_version/bin/mvn"
	if [ ! -x "$MVN" ]; then
		mv "$maven_new/unpacked/apache-maven-$maven_version" "$maven_cached" 2>/dev/null || [ -x "$MVN" ] || {
			rm -rf "$maven_new"
			die "Maven could not be put into $maven_cached."
		}
	fi
	# What a second script moved in the same moment has landed inside.
	rm -rf "$maven_new" "$maven_cached/apache-maven-$maven_version"
}

# The libraries that SWT draws with on Linux.
check_gtk() {
	[ "$(uname -s)" = Linux ] || return 0
	has_library libgtk-3.so.0 && return 0
	if command -v apt-get >/dev/null 2>&1; then
		# Debian 13 and Ubuntu 24.04 renamed the package when time stamps became 64 bits wide.
		gtk_package=libgtk-3-0
		if apt-cache show libgtk-3-0t64 >/dev/null 2>&1; then
			gtk_package=libgtk-3-0t64
		fi
		install_packages "the GTK 3 library, which the window needs" "$gtk_package"
	elif command -v dnf >/dev/null 2>&1; then
		say "Missing: the GTK 3 library, which the window needs. Please run:"
		say "  sudo dnf install gtk3"
		return 1
	else
		install_packages "the GTK 3 library, which the window needs"
	fi
}

# ldconfig is not on every user's PATH.
has_library() {
	{ PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null || ls /usr/lib /usr/lib64 /usr/lib/*-linux-gnu 2>/dev/null; } |
		grep -q "$1"
}
