package scenarios

import (
	"fmt"
	"slices"

	"hubcap/model"
	"hubcap/model/network"
)

// gateway checks where a cluster meets the network, and its exchange with other operators.
func (x *cross) gateway(c *model.Cluster, path string) {
	dated(x, path+".egress.", "gateway capacity", c.Egress, capacityDate)
	dated(x, path+".exchange.", "exchange capacity", c.Exchange, capacityDate)
	x.lineRates(path+".egress.", c.Egress)
	x.lineRates(path+".exchange.", c.Exchange)
	if c.Gateway == "hub" && x.there["place"][c.Place] {
		at := slices.IndexFunc(x.s.Data.Places, func(p network.Place) bool { return p.ID == c.Place })
		if x.s.Data.Places[at].Hub == "" {
			x.at([]string{path + ".gateway", path + ".place", "place"}, "the place %q belongs to no hub at whose border the gateway could stand; give it one in [[place]], or gateway = \"place\"", c.Place)
		}
	}
	public := network.Public.String()
	if len(c.Exchange) > 0 && !slices.ContainsFunc(x.s.Classes, func(c model.Class) bool { return c.Service == public }) &&
		!slices.ContainsFunc(x.s.Tiers, func(t model.Tier) bool { return t.Service == public }) {
		x.idleEntry(path+".exchange", fmt.Sprintf("no class and no tier has service %q", public), "没有公共互联网业务")
	}
}
