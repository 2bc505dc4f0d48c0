//go:build unix && !solaris && !aix

package sweep

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// flock takes the lock of an open file, which closing it gives back.
func flock(file *os.File, how holding) error {
	flags := [...]int{alone: syscall.LOCK_EX | syscall.LOCK_NB, shared: syscall.LOCK_SH | syscall.LOCK_NB, waiting: syscall.LOCK_EX}[how]
	for {
		err := syscall.Flock(int(file.Fd()), flags)
		switch {
		case err == nil:
			return nil
		case errors.Is(err, syscall.EINTR):
		case errors.Is(err, syscall.EWOULDBLOCK):
			return ErrBusy
		case errors.Is(err, syscall.ENOSYS), errors.Is(err, syscall.EOPNOTSUPP):
			return nil // a file system without locks, as some of clusters: as where no system has them
		default:
			return fmt.Errorf("%s cannot be locked: %w", file.Name(), err)
		}
	}
}
