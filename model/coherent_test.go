package model

import (
	"math"
	"reflect"
	"testing"
)

// market is two origins with two classes, and a cluster of two fleets. The shares are drawn.
func market(uncertain ...string) *Scenario {
	s := &Scenario{
		Origins: []Origin{{ID: "a", Share: .3}, {ID: "b", Share: .2, Mix: []Mix{{ID: "x", Share: .4}}}},
		Classes: []Class{{ID: "x", Share: .25}, {ID: "y", Share: 1}},
		Clusters: []Cluster{{ID: "c", Racks: 10, Build: Build{Policy: "fixed-rate"}, Fleets: []Fleet{
			{ID: "f", ExistingShare: .5, BuildShare: 0}, {ID: "g", ExistingShare: 1.5, BuildShare: .5}}}},
	}
	for _, path := range uncertain {
		s.Uncertain = append(s.Uncertain, Uncertain{Path: path})
	}
	return s
}

func TestOneFamily(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"origin.a.share", "origin.b.share", true},
		{"origin.*.share", "class.x.share", false},
		{"class.x.share", "class.*.share", true},
		{"class.x.share", "origin.a.mix.y.share", true},
		{"origin.a.mix.x.share", "origin.a.mix.y.share", true},
		{"origin.a.mix.x.share", "origin.b.mix.y.share", false},
		{"origin.*.mix.x.share", "origin.b.mix.y.share", true},
		{"cluster.c.fleet.f.build_share", "cluster.*.fleet.g.build_share", true},
		{"cluster.c.fleet.f.build_share", "cluster.d.fleet.g.build_share", false},
		{"cluster.c.renewable_share", "cluster.c.fleet.g.build_share", false},
		{"cluster.c.racks", "cluster.c.racks", false},
	} {
		if OneFamily(c.a, c.b) != c.want || OneFamily(c.b, c.a) != c.want {
			t.Errorf("%s and %s: not %v", c.a, c.b, c.want)
		}
	}
}

func TestScaleShares(t *testing.T) {
	s := market("origin.a.share", "cluster.c.racks")
	s.ScaleShares()
	if s.Origins[0].Share != .6 || s.Origins[1].Share != .4 || s.Classes[1].Share != 1 || s.Origins[1].Mix[0].Share != .4 || s.Clusters[0].Fleets[1].ExistingShare != 1.5 {
		t.Errorf("of the origins alone: %+v", s)
	}
	s = market("class.y.share")
	s.ScaleShares()
	// x is .2 and y .8 everywhere; in b, x is .4 and y .8, which makes 1.2: a third and two.
	b := s.Origins[1]
	if s.Classes[0].Share != .2 || s.Classes[1].Share != .8 || s.Origins[0].Share != .3 || len(b.Mix) != 2 || math.Abs(b.Mix[0].Share-1./3) > 1e-15 || math.Abs(b.ShareOf(&s.Classes[1])-2./3) > 1e-15 || len(s.Origins[0].Mix) != 0 {
		t.Errorf("of the classes: %+v %+v", s.Classes, s.Origins)
	}
	s = market("origin.b.mix.x.share")
	s.ScaleShares()
	if b := s.Origins[1]; math.Abs(b.Mix[0].Share-.4/1.4) > 1e-15 || s.Classes[0].Share != .25 {
		t.Errorf("of the mix: %+v", b)
	}
	s = market("cluster.c.fleet.f.existing_share")
	s.ScaleShares()
	if f := s.Clusters[0].Fleets; f[0].ExistingShare != .25 || f[1].ExistingShare != .75 || f[0].BuildShare != 0 || f[1].BuildShare != 1 {
		t.Errorf("of the fleets: %+v", f)
	}
	s = market("cluster.c.fleet.g.build_share")
	s.Clusters[0].Racks, s.Clusters[0].Build.Policy = 0, "none"
	s.ScaleShares()
	if f := s.Clusters[0].Fleets; f[0].ExistingShare != .5 || f[1].BuildShare != .5 {
		t.Errorf("shares of nothing: %+v", f)
	}
}

// A share that is held stays, and the others of its family fill the rest in their proportions.
func TestScaleHeld(t *testing.T) {
	s := market()
	s.Origins = append(s.Origins, Origin{ID: "c", Share: .3})
	s.Origins[0].Share = .6 // of which .3 and .2 fill .4
	s.ScaleShares("origin.a.share")
	if o := s.Origins; o[0].Share != .6 || math.Abs(o[1].Share-.16) > 1e-15 || math.Abs(o[2].Share-.24) > 1e-15 || s.Classes[1].Share != 1 {
		t.Errorf("of the origins: %+v", o)
	}
	s = market()
	s.ScaleShares("class.x.share")
	// y is .75 everywhere; in b, x is .4 by its mix, which gives way, and y .75: .4/1.15.
	if b := s.Origins[1]; s.Classes[0].Share != .25 || s.Classes[1].Share != .75 || math.Abs(b.Mix[0].Share-.4/1.15) > 1e-15 {
		t.Errorf("of the classes: %+v %+v", s.Classes, s.Origins)
	}
	s = market()
	s.ScaleShares("class.x.share", "origin.b.mix.x.share")
	if b := s.Origins[1]; b.Mix[0].Share != .4 || math.Abs(b.ShareOf(&s.Classes[1])-.6) > 1e-15 {
		t.Errorf("of a mix that is held: %+v", b)
	}
	s = market("cluster.c.fleet.g.build_share")
	s.ScaleShares("cluster.c.fleet.f.existing_share")
	if f := s.Clusters[0].Fleets; f[0].ExistingShare != .5 || f[1].ExistingShare != .5 || f[1].BuildShare != 1 {
		t.Errorf("of the fleets: %+v", f)
	}
	for _, share := range []float64{1, 1.2} {
		s = market()
		s.Origins[0].Share = share
		s.ScaleShares("origin.a.share")
		if want := map[float64]float64{1: 0, 1.2: .2}[share]; s.Origins[0].Share != share || s.Origins[1].Share != want {
			t.Errorf("beside %v: %+v", share, s.Origins)
		}
	}
}

// What makes 1 already, but for rounding, and what is not drawn, stays to the last bit.
func TestScaleNothing(t *testing.T) {
	all := []string{"origin.a.share", "origin.b.mix.x.share", "class.x.share", "cluster.c.fleet.f.existing_share", "cluster.c.fleet.f.build_share"}
	one := func(uncertain ...string) *Scenario {
		s := market(uncertain...)
		s.Origins[0].Share, s.Origins[1].Share = .3, .7+9e-7
		s.Classes[0].Share, s.Classes[1].Share = .4, .6-9e-7
		s.Clusters[0].Fleets[0].ExistingShare, s.Clusters[0].Fleets[1].ExistingShare = .1, .9+9e-7
		s.Clusters[0].Fleets[0].BuildShare, s.Clusters[0].Fleets[1].BuildShare = 0, 1-9e-7
		return s
	}
	s := one(all...)
	if s.ScaleShares(); !reflect.DeepEqual(s, one(all...)) {
		t.Errorf("rounding is scaled: %+v", s)
	}
	others := []string{"origin.a.growth_per_year", "class.x.movable_share", "class.x.adopted_share", "cluster.c.fleet.f.fill", "cluster.c.exchange_share", "dispatch.platform_share", "cluster.c.renewable_share", "cluster.c.renewal.r.kept_share"}
	s = market(others...)
	if s.ScaleShares(); !reflect.DeepEqual(s, market(others...)) {
		t.Errorf("shares that are not drawn are scaled: %+v", s)
	}
	s = market("origin.a.share")
	s.Origins[0].Share, s.Origins[1].Share = 0, 0
	if s.ScaleShares(); s.Origins[0].Share != 0 {
		t.Errorf("shares that make nothing: %+v", s.Origins)
	}
}
