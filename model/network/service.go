package network

import (
	"fmt"
	"strings"
)

// Service is a class of network service: who carries the traffic, and by which way.
type Service uint8

const (
	// Optical is a circuit of wavelengths or OTN frames from end to end: no router
	// looks at the traffic between its ends.
	Optical Service = iota
	// Direct is IP over a direct circuit between two cities' backbone routers.
	Direct
	// Public is the public Internet over today's routes.
	Public
	// Hub is IP over the backbone of before 2017, by way of its core nodes: what is
	// left to a city without a direct circuit.
	Hub
)

var services = [...]struct{ id, en, zh string }{
	Optical: {"optical", "optical circuit", "光传输专线"},
	Direct:  {"direct", "direct IP circuit", "互联网直达链路"},
	Public:  {"public", "public Internet", "公共互联网"},
	Hub:     {"hub", "routed through the backbone hubs", "骨干枢纽转接"},
}

// Services returns all classes in the order of the constants. That is no order of
// delay: between neighbours on the old backbone Hub can be the quickest.
func Services() []Service { return []Service{Optical, Direct, Public, Hub} }

// ParseService returns the class with an id as String writes it.
func ParseService(s string) (Service, error) {
	var ids []string
	for i, v := range services {
		if v.id == s {
			return Service(i), nil
		}
		ids = append(ids, v.id)
	}
	return 0, fmt.Errorf("unknown service %q: want one of %s", s, strings.Join(ids, ", "))
}

// String returns the id of the class: optical, direct, public or hub.
func (s Service) String() string {
	if int(s) >= len(services) {
		return fmt.Sprintf("service(%d)", uint8(s))
	}
	return services[s].id
}

// EN returns the English name.
func (s Service) EN() string { return services[s].en }

// ZH returns the Chinese name.
func (s Service) ZH() string { return services[s].zh }
