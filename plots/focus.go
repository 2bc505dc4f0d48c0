package plots

// focus is the hub or cluster that the first of such targets is about, and its clusters.
func (j *job) focus() (name string, clusters []string) {
	for _, t := range j.r.Targets {
		switch s, _ := j.r.Scope(t.Scope); s.Kind {
		case "cluster":
			return j.place(s.ID), []string{s.ID}
		case "hub":
			for _, c := range j.scopes("cluster") {
				if c.Hub == s.ID {
					clusters = append(clusters, c.ID)
				}
			}
			return j.place(s.ID), clusters
		}
	}
	return "", nil
}
