# shellcheck shell=sh disable=SC2154
# SPDX-License-Identifier: EPL-2.0
# The end of `verify`: what the reports of all test projects say.

# summarize CODE: prints one line for each test project and each failure; fails when CODE is not 0, when a test failed, or
# when a test project reported no test.
summarize() {
	echo
	summary_good=yes
	summary_all=0
	printf '%-52s %6s %7s %7s %8s\n' "Test project" Tests Failed Skipped Seconds
	for summary_project in "$checkout"/tests/*.tests; do
		[ -d "$summary_project/src" ] || [ -f "$summary_project/pom.xml" ] || continue
		# shellcheck disable=SC2046
		set -- "$1" $(count_tests "$summary_project"/target/surefire-reports/TEST-*.xml)
		printf '%-52s %6s %7s %7s %8s\n' "${summary_project##*/}" "$2" "$3" "$4" "$5"
		summary_all=$((summary_all + $2))
		if [ "$2" -eq 0 ] || [ "$3" -ne 0 ]; then
			summary_good=no
		fi
	done
	if [ "$1" -ne 0 ]; then
		echo "FAILED: the build ended with exit code $1; see above."
		return 1
	fi
	if [ $summary_good = no ] || [ $summary_all -eq 0 ]; then
		list_failures "$checkout"/tests/*.tests/target/surefire-reports/TEST-*.xml
		echo "FAILED: tests failed, or a test project ran none."
		return 1
	fi
	echo "All $summary_all tests passed."
}

# Prints tests, failures and errors, skipped, and seconds of these reports: "0 0 0 0" when there are none.
count_tests() {
	[ -f "$1" ] || {
		echo "0 0 0 0"
		return 0
	}
	awk '
		function attribute(name) {
			if (match($0, " " name "=\"[^\"]*\"") == 0) return 0
			text = substr($0, RSTART, RLENGTH)
			sub(/^[^"]*"/, "", text); gsub(/[",]/, "", text)
			return text + 0
		}
		/<testsuite / { tests += attribute("tests"); bad += attribute("failures") + attribute("errors")
			skipped += attribute("skipped"); time += attribute("time") }
		END { printf "%d %d %d %.1f\n", tests, bad, skipped, time }' "$@"
}

# Names each failed test, with the first line of what it says.
list_failures() {
	[ -f "$1" ] || return 0
	awk '
		/<testcase / { name = $0; sub(/.*<testcase /, "", name); test = name; class = name
			sub(/.*(^| )name="/, "", test); sub(/".*/, "", test)
			sub(/.*classname="/, "", class); sub(/".*/, "", class) }
		/<(failure|error)[ >]/ { print "  failed: " class "." test
			if (match($0, / message="[^"]*/) == 0) next
			why = substr($0, RSTART + 10, RLENGTH - 10)
			sub(/(&#10;|&#xa;).*/, "", why)
			gsub(/&quot;/, "\"", why); gsub(/&apos;/, "\047", why); gsub(/&lt;/, "<", why); gsub(/&gt;/, ">", why); gsub(/&amp;/, "\\&", why)
			if (why != "") print "    " substr(why, 1, 300) }' "$@"
}
