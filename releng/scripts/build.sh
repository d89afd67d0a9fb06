# shellcheck shell=sh disable=SC2154
# SPDX-License-Identifier: EPL-2.0
# The product of this checkout: whether it is up to date, and building it. The caller has read env.sh.

case $(system_name)-$(uname -m) in
Darwin-arm64) product=macosx/cocoa/aarch64/Creative\ Studio.app/Contents/Eclipse ;;
Darwin-*) product=macosx/cocoa/x86_64/Creative\ Studio.app/Contents/Eclipse ;;
Windows-*) product=win32/win32/x86_64 ;;
*) product=linux/gtk/x86_64 ;;
esac
product=$checkout/releng/product/target/products/creative-studio/$product
# A Maven build with `clean` removes the stamp together with the product.
stamp=$checkout/releng/product/target/built-from

# Everything that the product is made of.
list_inputs() {
	cd "$checkout" && find pom.xml .mvn target-platform bundles features examples releng/product releng/compiler.prefs \
		\( -name target -o -name bin -o -name '.polyglot*' -o -name '.tycho-*' -o -name '.settings' \) -prune -o -type f "$@" -print
}

# The names of all inputs as one number: also changes when a file is removed or an older one comes back.
fingerprint() {
	list_inputs | LC_ALL=C sort | cksum
}

is_built() {
	[ -d "$product/plugins" ] && [ -f "$stamp" ] || return 1
	[ -z "$(list_inputs -newer "$stamp" | head -n 1)" ] && [ "$(cat "$stamp")" = "$(fingerprint)" ]
}

# Builds the product, one script at a time.
build() {
	find_jdk
	find_maven
	mkdir -p "$checkout/.studio"
	lock=$checkout/.studio/building
	wait_for_lock
	trap 'rm -rf "$lock"' EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM
	if ! is_built; then
		run_build
	fi
	rm -rf "$lock"
	trap - EXIT INT TERM
}

wait_for_lock() {
	told=
	until mkdir "$lock" 2>/dev/null; do
		holder=$(cat "$lock/pid" 2>/dev/null) || holder=
		if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
			# Its script was killed. Only one of those who see this gets to move it away.
			mv "$lock" "$lock.$$" 2>/dev/null && rm -rf "$lock.$$"
		elif [ -z "$told" ]; then
			say "Another ./studio builds this checkout (process ${holder:-unknown}); waiting for it..."
			told=yes
		fi
		sleep 1
	done
	echo $$ >"$lock/pid"
}

run_build() {
	log=$checkout/.studio/build.log
	if [ -d "$product" ]; then
		say "Building Creative Studio, because sources have changed: about 1 minute. Log: $log"
	else
		say "Building Creative Studio, the first time takes 2 to 4 minutes. Log: $log"
	fi
	# Taken before the build: what is edited while it runs counts as newer.
	list_before=$checkout/.studio/inputs
	fingerprint >"$list_before"
	rm -rf "$checkout/releng/product/target/products" "$(terminal_directory "$product")"
	# The compiler leaves the classes of sources that are gone, and with them components that nobody wants any more.
	rm -rf "$checkout"/bundles/*/target/classes "$checkout"/examples/*/target/classes
	if ! "$MVN" -B -f "$checkout/pom.xml" verify -DskipTests -pl releng/product -am >"$log" 2>&1; then
		say "The build failed. The end of $log:"
		grep -v '^\[INFO\]' "$log" | tail -n 30 >&2
		exit 1
	fi
	[ -d "$product/plugins" ] || die "The build made no product in $product. Log: $log"
	mv "$list_before" "$stamp"
}
