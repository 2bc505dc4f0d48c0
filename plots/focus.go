package plots

// focus is the hub or cluster that the first of such targets is about, and its clusters.
func (j *job) focus() (name string, clusters []string) {
	for _, t := range j.r.Targets {
		switch s, _ := j.r.Scope(t.Scope); s.Kind {
		case "cluster", "hub":
			return j.place(s.ID), j.clustersOf(s.ID)
		}
	}
	return "", nil
}

// clustersOf are the clusters that a scope consists of.
func (j *job) clustersOf(scope string) (out []string) {
	for _, c := range j.scopes("cluster") {
		if scope == c.ID || scope == c.Hub || scope == "all" {
			out = append(out, c.ID)
		}
	}
	return out
}
