# Coverage per package and in all, from a profile in which each test covers every package
# (go test -coverpkg=./...), so that code tested from another package counts as tested.
# A line is: file:start,end statements count; a block comes once for each test binary.
NR > 1 {
	statements[$1] = $2
	if ($3 > 0) covered[$1] = $2
}
END {
	for (block in statements) {
		package = block
		sub("/[^/]*$", "", package)
		total[package] += statements[block]
		hit[package] += covered[block]
		all += statements[block]
		allHit += covered[block]
	}
	for (package in total)
		printf "%-36s %6.1f %%  of %5d statements\n", package, 100 * hit[package] / total[package], total[package] | "sort"
	close("sort")
	if (all > 0)
		printf "%-36s %6.1f %%  of %5d statements\n", "all", 100 * allHit / all, all
}
