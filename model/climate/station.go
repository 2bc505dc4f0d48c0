package climate

// Warm is the station's weather in a warmer climate, see Month.Warm; weather of today
// stays as it is.
func (s Station) Warm(dK, wetBulbShare float64) Station {
	if s.Today {
		return s
	}
	s.Year = s.Year.Warm(dK, wetBulbShare)
	if s.Hours != nil {
		s.Hours = s.Hours.Warm(dK, wetBulbShare)
	}
	return s
}
