# SPDX-License-Identifier: GPL-2.0-only
# fdmap: the kernel module (module/, by the root Kbuild) and the tool (tools/).
# Whatever is missing, packages and kernels, the targets get themselves.

build   := $(CURDIR)/build
PREFIX  ?= /usr/local
KERNEL  ?= 6.1
KERNELS ?= $(KERNEL)
KDIR    ?=
vm      := selftests/vm
release := $(shell uname -r)
own_ko  := $(build)/module-$(release)/fdmap.ko
own_dir := /lib/modules/$(release)
export KERNEL

# $(call need,TEST,MESSAGE): stop with a line that says what to do.
need = @test $(1) || { echo "make $(MAKECMDGOALS): $(2)" >&2; exit 1; }

.PHONY: all module tool demo check matrix check-debug fuzz bench lab load \
	unload install uninstall update-kernels clean distclean help \
	takes-modules own-module

all: module tool	## build the module and the tool (the default)

module:			## build fdmap.ko; KDIR=<kernel build directory>
	@ko=$$($(vm)/build-module $(KDIR)) && ln -sf "$$ko" $(build)/fdmap.ko && \
		echo "$$ko"

tool:			## build the program fdmap
	@$(vm)/install-packages tool
	@$(MAKE) --no-print-directory -C tools BUILD=$(build)/tools

demo:			## show the tables of a live process, in a VM
	@$(vm)/demo

check:			## run every test; KERNELS="6.1 7.3" picks kernels
	@selftests/check $(KERNELS)

matrix:			## run the kselftests on every kernel
	@$(vm)/matrix

check-debug: export FDMAP_STORM_SECONDS ?= 60
check-debug:		## run them on a kernel that finds mistakes
	@$(vm)/matrix debug

fuzz:			## feed mutated text to the program; TIME=<seconds>
	@$(vm)/install-packages tool fuzz
	@$(MAKE) --no-print-directory -C tools BUILD=$(build)/tools fuzz

bench:			## measure fdmap beside its peers, in a VM
	@selftests/bench/bench

lab:			## a shell in a VM with the module loaded
	@$(vm)/lab

takes-modules:
	$(call need,-e /proc/modules,this kernel loads no modules: try make lab)

# The module for the running kernel, whose headers Debian has in a package.
own-module:
	@test -e $(own_dir)/build || \
		$(vm)/install-packages linux-headers-$(release)
	@$(MAKE) --no-print-directory module KDIR=$(own_dir)/build

load: takes-modules own-module	## load fdmap into the running kernel
	$(call need,`id -u` = 0,loading a module takes root: sudo make load)
	$(call need,! -e /sys/module/fdmap,fdmap is loaded: first make unload)
	insmod $(own_ko)

unload:			## remove fdmap from the running kernel
	$(call need,`id -u` = 0,removing a module takes root: sudo make unload)
	$(call need,-e /sys/module/fdmap,fdmap is not loaded)
	rmmod fdmap

# kbuild signs modules with the kernel's key, which packaged headers lack.
install: own-module tool	## install for the running kernel; PREFIX=/usr/local
	$(call need,`id -u` = 0 -o -n "$(DESTDIR)",\
		this takes root: sudo make install)
	$(MAKE) -s -C $(own_dir)/build M=$(build)/module-$(release) \
		INSTALL_MOD_DIR=extra INSTALL_MOD_PATH=$(DESTDIR) \
		$(if $(wildcard $(own_dir)/build/certs/signing_key.pem),,\
		CONFIG_MODULE_SIG_ALL=) modules_install
	test -n "$(DESTDIR)" || depmod $(release)
	$(MAKE) --no-print-directory -C tools BUILD=$(build)/tools \
		DESTDIR=$(DESTDIR) PREFIX=$(PREFIX) install
	install -D -m 0644 -t $(DESTDIR)$(PREFIX)/share/man/man4 \
		Documentation/man/fdmap.4

uninstall:		## remove what install has put there
	$(call need,`id -u` = 0 -o -n "$(DESTDIR)",\
		this takes root: sudo make uninstall)
	rm -f $(DESTDIR)$(own_dir)/extra/fdmap.ko
	rm -f $(DESTDIR)$(PREFIX)/sbin/fdmap
	rm -f $(DESTDIR)$(PREFIX)/share/man/man4/fdmap.4
	rm -f $(DESTDIR)$(PREFIX)/share/man/man8/fdmap.8
	test -n "$(DESTDIR)" || depmod $(release)

update-kernels:		## fetch newer kernels than the cached ones, if any
	@$(vm)/update-kernels

clean:			## remove what was built
	rm -rf $(build)

distclean: clean	## remove the cache of kernels too
	rm -rf "$${XDG_CACHE_HOME:-$$HOME/.cache}/fdmap"

help:			## print this
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | \
		expand -t 18
