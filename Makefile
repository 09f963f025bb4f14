# ctxh: make demo, make check; "make help" lists the rest.
.POSIX:
.SUFFIXES:

VERSION	= 0.1.0
SOMAJOR	= 0
PREFIX	= /usr/local
DESTDIR	=
BUILD	= build
CC	= cc
CFLAGS	= -O2 -g
SAN	=

BINDIR	= $(PREFIX)/bin
LIBDIR	= $(PREFIX)/lib
INCDIR	= $(PREFIX)/include
MANDIR	= $(PREFIX)/share/man
DATADIR	= $(PREFIX)/share/ctxh
DOCDIR	= $(PREFIX)/share/doc/ctxh
BASHDIR	= $(PREFIX)/share/bash-completion/completions
ZSHDIR	= $(PREFIX)/share/zsh/site-functions
FISHDIR	= $(PREFIX)/share/fish/vendor_completions.d

WARN	= -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wconversion \
	  -Wformat=2
STD	= -std=c11 -D_POSIX_C_SOURCE=200809L -D_FORTIFY_SOURCE=2
HARD	= -fstack-protector-strong -fvisibility=hidden -fPIC
ALLFLAGS = $(STD) $(WARN) $(HARD) $(CFLAGS) $(SAN) -MMD -MP -pthread
LDALL	= $(SAN) -pthread -Wl,-z,relro,-z,now
# libxml2's own headers look for each other there; it is loaded on use.
XML	= -isystem /usr/include/libxml2
LIBS	= -lsqlite3 -lcjson -lcsv -lsodium -lutf8proc -lm

GEN	= $(BUILD)/gen
LIBSRC	= $(wildcard lib/*/*.c)
CMDSRC	= $(wildcard cmd/*.c)
LIBOBJ	= $(LIBSRC:%.c=$(BUILD)/%.o)
CMDOBJ	= $(CMDSRC:%.c=$(BUILD)/%.o)
SO	= $(BUILD)/libctxh.so.$(SOMAJOR)
VI	= $(sort $(wildcard lib/*/vi.txt))
SQL	= lib/sql/schema.sql $(filter-out lib/sql/schema.sql,$(sort $(wildcard lib/sql/*.sql)))
CMDVI	= $(sort $(wildcard cmd/vi*.txt))
DATA	= $(sort $(wildcard lib/rules/*.json lib/rules/*.csv lib/rules/*.schema))
GENHDR	= $(GEN)/vi.h $(GEN)/sql.h $(GEN)/data.h $(GEN)/cmd_vi.h

all: $(BUILD)/libctxh.so $(BUILD)/ctxh
	@[ "$(BUILD)" != build ] || ln -sf $(BUILD)/ctxh ctxh

lib: $(BUILD)/libctxh.so

$(GEN)/vi.h: lib/gen.sh $(VI)
	sh lib/gen.sh texts $@ $(VI)
$(GEN)/sql.h: lib/gen.sh $(SQL)
	sh lib/gen.sh sql $@ $(SQL)
$(GEN)/data.h: lib/gen.sh $(DATA)
	sh lib/gen.sh data $@ $(DATA)
$(GEN)/cmd_vi.h: lib/gen.sh $(CMDVI)
	sh lib/gen.sh texts $@ $(CMDVI)

$(BUILD)/lib/%.o: lib/%.c | $(GENHDR)
	@mkdir -p $(@D)
	$(CC) $(ALLFLAGS) -Ilib -Iinclude -I$(GEN) $(XML) -c -o $@ $<
$(BUILD)/cmd/%.o: cmd/%.c | $(GENHDR)
	@mkdir -p $(@D)
	$(CC) $(ALLFLAGS) -Icmd -Iinclude -I$(GEN) -c -o $@ $<

$(SO): $(LIBOBJ)
	$(CC) $(LDALL) -shared -Wl,-soname,libctxh.so.$(SOMAJOR) \
	    -o $@ $(LIBOBJ) $(LIBS)
$(BUILD)/libctxh.so: $(SO)
	ln -sf libctxh.so.$(SOMAJOR) $@

# The program finds the library beside where it really lies; ./ctxh leads there.
$(BUILD)/ctxh: $(CMDOBJ) $(BUILD)/libctxh.so
	$(CC) $(LDALL) -o $@ $(CMDOBJ) -L$(BUILD) -lctxh -Wl,-rpath,'$$ORIGIN'

-include $(LIBOBJ:.o=.d) $(CMDOBJ:.o=.d)

# --- tests -----------------------------------------------------------------

UNIT	= $(patsubst tests/unit/%.c,$(BUILD)/tests/unit/%,$(wildcard tests/unit/*.c))
FUZZ	= $(patsubst tests/fuzz/fuzz_%.c,$(BUILD)/tests/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
PAPER	= $(patsubst tests/paper/%.c,$(BUILD)/tests/paper/%,$(wildcard tests/paper/*.c))
SHIMS	= $(patsubst tests/fault/%.c,$(BUILD)/tests/%.so,$(wildcard tests/fault/shim*.c))
TESTS	= $(UNIT) $(sort $(wildcard tests/verb/*.t tests/fault/*.t tests/house/*.t tests/fuzz/*.t tests/paper/*.t))
JOBS	= $$(nproc)
PROVE	= prove -j$(JOBS) --merge --timer
TESTENV	= CTXH_TEST_PROGRAM=$(CURDIR)/$(BUILD)/ctxh \
	  CTXH_TEST_BUILD=$(CURDIR)/$(BUILD) CTXH_TEST_SAN="$(SAN)" CMOCKA_MESSAGE_OUTPUT=TAP \
	  MAKEFLAGS=

$(BUILD)/tests/unit/%: tests/unit/%.c tests/unit/text.h include/ctxh.h $(BUILD)/libctxh.so
	@mkdir -p $(@D)
	$(CC) $(ALLFLAGS) -Iinclude -o $@ $< $(LDALL) -L$(BUILD) -lctxh \
	    -lcmocka -Wl,-rpath,'$$ORIGIN/../..'
# Fuzz targets see the inside; as plain programs they replay their corpus.
$(BUILD)/tests/fuzz/%: tests/fuzz/fuzz_%.c tests/fuzz/fuzz.h \
    tests/fuzz/replay.c $(LIBOBJ)
	@mkdir -p $(@D)
	$(CC) $(ALLFLAGS) -Ilib -Iinclude -I$(GEN) $(XML) -o $@ $< \
	    tests/fuzz/replay.c $(LIBOBJ) $(LDALL) $(LIBS)
# So do those that write a paper of every kind.
$(BUILD)/tests/paper/%: tests/paper/%.c $(LIBOBJ)
	@mkdir -p $(@D)
	$(CC) $(ALLFLAGS) -Ilib -Iinclude -I$(GEN) -o $@ $< $(LIBOBJ) \
	    $(LDALL) $(LIBS)
$(BUILD)/tests/%.so: tests/fault/%.c
	@mkdir -p $(@D)
	$(CC) $(STD) $(WARN) -fPIC -shared -o $@ $< -ldl

# Papers as people meet them, in LibreOffice and Chromium; the pages are compared
# with the pictures in tests/paper/golden, which make regen writes anew, for a
# person to look at.
HEAVY	= $(sort $(wildcard tests/paper/heavy/*.t))
check-paper: packages
	@sh tests/deps.sh $(PAPER_PACKAGES)
	$(MAKE) -j$(JOBS) tests
	$(TESTENV) $(PROVE) $(HEAVY)
regen: packages
	@sh tests/deps.sh $(PAPER_PACKAGES)
	$(MAKE) -j$(JOBS) tests
	$(TESTENV) CTXH_REGEN=1 $(PROVE) tests/paper/heavy/documents.t
	@echo "look at each picture in tests/paper/golden that has changed"

tests: all $(UNIT) $(FUZZ) $(PAPER) $(SHIMS)

check: packages
	$(MAKE) -j$(JOBS) tests
	$(MAKE) check-only
check-only:
	$(TESTENV) $(PROVE) $(TESTS)

# The same suite under the sanitizers, in a build of its own.
SANFLAGS = -fsanitize=address,undefined -fno-sanitize-recover=undefined \
	  -fno-omit-frame-pointer
check-san: packages
	$(MAKE) -j$(JOBS) BUILD=build/san CFLAGS="-O1 -g -DDEBUG_SCAN" \
	    SAN="$(SANFLAGS)" tests
	$(MAKE) BUILD=build/san CFLAGS="-O1 -g -DDEBUG_SCAN" \
	    SAN="$(SANFLAGS)" check-only

# What the import and the documents are compared with is only for this.
bench: packages
	@sh tests/deps.sh sqlite-utils pandoc python3-docx || :
	$(MAKE) -j$(JOBS) all
	sh tests/bench/run.sh $(BUILD)

# Two minutes of real fuzzing each, under clang; the corpus grows in build/.
fuzz:
	sh tests/fuzz/run.sh

# --- what a fresh Debian 12 lacks --------------------------------------------

PACKAGES = gcc libc6-dev libsqlite3-dev libcjson-dev libcsv-dev \
	  libsodium-dev libutf8proc-dev libical-dev libcmocka-dev pkg-config mandoc \
	  libzip-dev libxml2-dev libfreexl-dev libxlsxwriter-dev librsvg2-2 \
	  perl sqlite3 openssl unzip bash-completion python3-jsonschema \
	  zsh fish
# Large, and only for check-paper.
PAPER_PACKAGES = libreoffice-writer-nogui libreoffice-calc-nogui \
	  chromium-headless-shell poppler-utils netpbm fonts-liberation2 \
	  fonts-dejavu-core
packages:
	@sh tests/deps.sh $(PACKAGES)
deps: packages
	@sh tests/deps.sh $(PAPER_PACKAGES)

demo: packages
	@$(MAKE) -s -j$(JOBS) all
	@sh tests/demo.sh $(BUILD)

# --- installing --------------------------------------------------------------

MANPAGES = $(wildcard man/*.1 man/*.3 man/*.5)
install: all
	mkdir -p $(DESTDIR)$(BINDIR) $(DESTDIR)$(LIBDIR)/pkgconfig \
	    $(DESTDIR)$(INCDIR) $(DESTDIR)$(BASHDIR) $(DESTDIR)$(DATADIR) \
	    $(DESTDIR)$(ZSHDIR) $(DESTDIR)$(FISHDIR)
	$(CC) $(LDALL) -o $(BUILD)/ctxh.install $(CMDOBJ) -L$(BUILD) -lctxh \
	    -Wl,-rpath,$(LIBDIR)
	install -m 755 $(BUILD)/ctxh.install $(DESTDIR)$(BINDIR)/ctxh
	install -m 644 $(SO) $(DESTDIR)$(LIBDIR)/libctxh.so.$(VERSION)
	ln -sf libctxh.so.$(VERSION) \
	    $(DESTDIR)$(LIBDIR)/libctxh.so.$(SOMAJOR)
	ln -sf libctxh.so.$(SOMAJOR) $(DESTDIR)$(LIBDIR)/libctxh.so
	install -m 644 include/ctxh.h $(DESTDIR)$(INCDIR)/ctxh.h
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' \
	    lib/ctxh.pc.in >$(DESTDIR)$(LIBDIR)/pkgconfig/ctxh.pc
	install -m 644 completions/ctxh.bash $(DESTDIR)$(BASHDIR)/ctxh
	install -m 644 completions/_ctxh $(DESTDIR)$(ZSHDIR)/_ctxh
	install -m 644 completions/ctxh.fish $(DESTDIR)$(FISHDIR)/ctxh.fish
	install -m 644 lib/rules/rules.schema \
	    $(DESTDIR)$(DATADIR)/rules.schema
	mkdir -p $(DESTDIR)$(DOCDIR)/examples
	install -m 644 examples/*.csv examples/*.docx \
	    $(DESTDIR)$(DOCDIR)/examples/
	for page in $(MANPAGES); do \
		dir=$(DESTDIR)$(MANDIR)/man$${page##*.}; mkdir -p $$dir; \
		install -m 644 $$page $$dir/; done

clean:
	rm -rf build ctxh

fmt:
	clang-format -i include/*.h lib/*/*.[ch] cmd/*.[ch]

help:
	@echo "make            the program ./ctxh and build/libctxh.so"
	@echo "make demo       a school year in a temporary folder, in a minute"
	@echo "make check      installs what is missing, builds, runs all tests"
	@echo "make check-paper  papers in LibreOffice and Chromium"
	@echo "make regen      writes the golden pictures of papers anew"
	@echo "make deps       installs what all of these need"
	@echo "make check-san  the tests under AddressSanitizer and UBSan"
	@echo "make bench      speed and memory beside public tools"
	@echo "make fuzz       fuzzing under clang"
	@echo "make install    PREFIX=$(PREFIX) DESTDIR="
	@echo "make clean"

.PHONY: all lib tests check check-only check-san check-paper regen bench fuzz \
	packages deps demo \
	install clean fmt help
