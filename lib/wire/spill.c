/*
 * Bytes that may outgrow memory.  A page is written once, when another one
 * needs its place, so that its number serves as the nonce.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "base/mem.h"
#include "wire/book.h"

#define PAGE	((size_t)16 << 10)
#define SEALED	(PAGE + crypto_aead_chacha20poly1305_ietf_ABYTES)
#define WAYS	4		/* places that a page may take */
#define SETS	64		/* 4 MiB in all */
#define NO_PAGE	UINT64_MAX

struct place {
	unsigned char	*bytes;		/* NULL: not yet used */
	uint64_t	 page;
	uint64_t	 used;		/* when, for the oldest to go */
	int		 fresh;		/* not yet in the file */
};

struct spill {
	char		*name;		/* of the file, for mkstemp() */
	int		 fd;		/* -1: none yet */
	uint64_t	 size, clock;
	unsigned char	 key[crypto_aead_chacha20poly1305_ietf_KEYBYTES];
	struct place	 place[SETS][WAYS];
	unsigned char	 tail[PAGE];	/* the page that is being filled */
	unsigned char	 sealed[SEALED];
};

int
spill_open(const char *beside, struct spill **out)
{
	static const char suffix[] = "-list-XXXXXX";
	struct spill	*s = calloc(1, sizeof(*s));
	size_t		 n;

	*out = NULL;
	if (beside == NULL)
		beside = "/var/tmp/ctxh";
	n = strlen(beside);
	if (s == NULL || (s->name = malloc(n + sizeof(suffix))) == NULL) {
		free(s);
		return CTXH_ENOMEM;
	}
	memcpy(s->name, beside, n);
	memcpy(s->name + n, suffix, sizeof(suffix));
	*out = s;
	s->fd = -1;
	randombytes_buf(s->key, sizeof(s->key));
	return CTXH_OK;
}

void
spill_close(struct spill *s)
{
	size_t i;

	if (s == NULL)
		return;
	if (s->fd != -1)
		(void)close(s->fd);
	free(s->name);
	for (i = 0; i < SETS * WAYS; i++)
		mem_wipe_free(s->place[i / WAYS][i % WAYS].bytes, PAGE);
	mem_wipe_free(s, sizeof(*s));
}

uint64_t
spill_size(const struct spill *s)
{
	return s->size;
}

/* ---- the file, which has no name ---- */

static int
make_file(struct spill *s)
{
	if ((s->fd = mkstemp(s->name)) == -1)
		return CTXH_EIO;
	(void)fcntl(s->fd, F_SETFD, FD_CLOEXEC);
	return unlink(s->name) == 0 ? CTXH_OK : CTXH_EIO;
}

static void
make_nonce(uint64_t page,
    unsigned char nonce[crypto_aead_chacha20poly1305_ietf_NPUBBYTES])
{
	memset(nonce, 0, crypto_aead_chacha20poly1305_ietf_NPUBBYTES);
	memcpy(nonce, &page, sizeof(page));
}

static int
write_page(struct spill *s, const struct place *p)
{
	unsigned char	nonce[crypto_aead_chacha20poly1305_ietf_NPUBBYTES];
	size_t		done = 0;
	ssize_t		n;

	if (s->fd == -1 && make_file(s) != CTXH_OK)
		return CTXH_EIO;
	make_nonce(p->page, nonce);
	(void)crypto_aead_chacha20poly1305_ietf_encrypt(s->sealed, NULL,
	    p->bytes, PAGE, NULL, 0, NULL, nonce, s->key);
	while (done < SEALED) {
		n = pwrite(s->fd, s->sealed + done, SEALED - done,
		    (off_t)(p->page * SEALED + done));
		if (n <= 0)
			return CTXH_EIO;
		done += (size_t)n;
	}
	return CTXH_OK;
}

static int
read_page(struct spill *s, struct place *p)
{
	unsigned char	nonce[crypto_aead_chacha20poly1305_ietf_NPUBBYTES];
	size_t		done = 0;
	ssize_t		n;

	while (done < SEALED) {
		n = pread(s->fd, s->sealed + done, SEALED - done,
		    (off_t)(p->page * SEALED + done));
		if (n <= 0)
			return CTXH_EIO;
		done += (size_t)n;
	}
	make_nonce(p->page, nonce);
	return crypto_aead_chacha20poly1305_ietf_decrypt(p->bytes, NULL, NULL,
	    s->sealed, SEALED, NULL, 0, nonce, s->key) == 0 ? CTXH_OK :
	    CTXH_EIO;
}

/* ---- pages ---- */

/* The place of that page, or the one that it may take. */
static struct place *
find_place(struct spill *s, uint64_t page)
{
	struct place	*set = s->place[page % SETS], *oldest = set;
	size_t		 i;

	for (i = 0; i < WAYS; i++) {
		if (set[i].bytes == NULL) {
			oldest = &set[i];
			break;
		}
		if (set[i].page == page)
			return &set[i];
		if (set[i].used < oldest->used)
			oldest = &set[i];
	}
	return oldest;
}

/* Empties the place for another page. */
static int
make_place(struct spill *s, struct place *p, uint64_t page)
{
	int rc = CTXH_OK;

	if (p->bytes == NULL && (p->bytes = malloc(PAGE)) == NULL)
		return CTXH_ENOMEM;
	if (p->fresh)
		rc = write_page(s, p);
	p->fresh = 0;
	p->page = page;
	p->used = ++s->clock;
	return rc;
}

/* The tail is full. */
static int
put_tail(struct spill *s)
{
	uint64_t	 page = s->size / PAGE - 1;
	struct place	*p = find_place(s, page);
	int		 rc = make_place(s, p, page);

	if (rc == CTXH_OK) {
		memcpy(p->bytes, s->tail, PAGE);
		p->fresh = 1;
	}
	return rc;
}

int
spill_add(struct spill *s, const void *bytes, size_t n)
{
	const unsigned char *b = bytes;
	size_t	 part, at;
	int	 rc = CTXH_OK;

	for (; n > 0 && rc == CTXH_OK; n -= part, b += part) {
		at = (size_t)(s->size % PAGE);
		part = PAGE - at < n ? PAGE - at : n;
		memcpy(s->tail + at, b, part);
		s->size += part;
		if (s->size % PAGE == 0)
			rc = put_tail(s);
	}
	return rc;
}

static int
get_page(struct spill *s, uint64_t page, const unsigned char **bytes)
{
	struct place	*p;
	int		 rc = CTXH_OK;

	if (page == s->size / PAGE) {
		*bytes = s->tail;
		return CTXH_OK;
	}
	p = find_place(s, page);
	if (p->bytes == NULL || p->page != page) {
		rc = make_place(s, p, page);
		if (rc == CTXH_OK)
			rc = read_page(s, p);
		/* What could not be read must not be found again. */
		if (rc != CTXH_OK)
			p->page = NO_PAGE;
	}
	p->used = ++s->clock;
	*bytes = p->bytes;
	return rc;
}

int
spill_get(struct spill *s, uint64_t at, size_t n, struct buf *out)
{
	const unsigned char *bytes;
	size_t	 part, from;
	int	 rc;

	for (; n > 0; n -= part, at += part) {
		if ((rc = get_page(s, at / PAGE, &bytes)) != CTXH_OK)
			return rc;
		from = (size_t)(at % PAGE);
		part = PAGE - from < n ? PAGE - from : n;
		buf_add(out, bytes + from, part);
	}
	return buf_failed(out) ? CTXH_ENOMEM : CTXH_OK;
}
