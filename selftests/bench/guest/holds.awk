# SPDX-License-Identifier: GPL-2.0-only
# awk -F '|' -f holds.awk: from a trace of calls with their times (ftrace's
# function_graph, with tasks and names at the end of a call), a row for each
# hold and each wait: whose it is, and its time. What is inside a hold is taken
# from it, and of a wait inside a wait the outer one counts.

NF != 3 { next }
{
	task = $1
	gsub(/^.*\)| /, "", task)
	name = $3
	gsub(/\[[a-z]*\]|[^a-zA-Z0-9_{]/, "", name)
	begins = sub(/[{]$/, "", name)
	time = $2
	gsub(/[^0-9.]/, "", time)
	is_hold = name == "fdmap_hold_do" || name == "dup_fd"
}
task !~ /^(target|others|reread)-/ { next }
begins && is_hold { hold[task] = 1; inside[task] = 0 }
begins && name == "alloc_fdtable" { allocates[task] = 1 }
begins && name ~ /slowpath/ { waits[task] = name }
begins { next }
is_hold && (name != "dup_fd" || task ~ /^target-/) {
	print name == "dup_fd" ? name : "fdmap",
		time - inside[task]
}
is_hold { hold[task] = inside[task] = 0; next }
name == "alloc_fdtable" { allocates[task] = 0 }
name ~ /slowpath/ && waits[task] && name != waits[task] { next }
hold[task] && !allocates[task] { inside[task] += time }
name ~ /slowpath/ {
	waits[task] = ""
	whose = task
	sub(/-.*/, "", whose)
	print whose, time
}
