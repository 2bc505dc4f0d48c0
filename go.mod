module hubcap

go 1.26
