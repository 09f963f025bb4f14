#include "base/sorter.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "ctxh.h"

#define FEW 16			/* so many are put in order one by one */

/* A sorted run in the file, and what is in memory of it. */
struct run {
	off_t		 at;		/* of what is to be read next */
	size_t		 left;		/* records from there on */
	unsigned char	*buf;
	size_t		 n, next;	/* records in buf; the next one */
};

struct sorter {
	char		*name;		/* of the file, for mkstemp() */
	int		 fd;		/* -1: none yet */
	size_t		 size, cap;	/* bytes of one; how many in memory */
	unsigned char	*rec;
	size_t		 n, given;
	int		 reading, status;
	struct run	*runs;
	size_t		 nruns, runs_cap;
	size_t		*heap;		/* runs that have more, least first */
	size_t		 nheap;
};

int
sorter_open(const char *beside, size_t size, size_t memory,
    struct sorter **out)
{
	static const char	 suffix[] = "-sort-XXXXXX";
	size_t			 n = strlen(beside);
	struct sorter		*s;

	*out = NULL;
	if ((s = calloc(1, sizeof(*s))) == NULL)
		return CTXH_ENOMEM;
	s->fd = -1;
	s->size = size;
	s->cap = memory / size > FEW ? memory / size : FEW;
	s->rec = malloc(s->cap * size);
	if (s->rec == NULL || (s->name = malloc(n + sizeof(suffix))) == NULL) {
		sorter_close(s);
		return CTXH_ENOMEM;
	}
	memcpy(s->name, beside, n);
	memcpy(s->name + n, suffix, sizeof(suffix));
	*out = s;
	return CTXH_OK;
}

void
sorter_close(struct sorter *s)
{
	if (s == NULL)
		return;
	if (s->fd != -1)
		close(s->fd);
	free(s->name);
	free(s->rec);
	free(s->runs);
	free(s->heap);
	free(s);
}

/* ---- in memory ---- */

static void
put_few_in_order(const struct sorter *s, unsigned char *rec, size_t n)
{
	unsigned char	 one[SORTER_RECORD], *p, *end = rec + n * s->size;
	unsigned char	*to;

	for (p = rec + s->size; p < end; p += s->size) {
		for (to = p; to > rec &&
		    memcmp(to - s->size, p, s->size) > 0; to -= s->size)
			;
		if (to == p)
			continue;
		memcpy(one, p, s->size);
		memmove(to + s->size, to, (size_t)(p - to));
		memcpy(to, one, s->size);
	}
}

/* By the byte at depth each record goes to its part, in place. */
static void
part(const struct sorter *s, unsigned char *rec, size_t n, size_t depth,
    uint32_t end[256])
{
	unsigned char	 one[SORTER_RECORD], *p, *q;
	uint32_t	 at[256] = { 0 }, sum = 0, count;
	size_t		 i, size = s->size;

	for (p = rec + depth, i = 0; i < n; i++, p += size)
		at[*p]++;
	for (i = 0; i < 256; i++) {
		count = at[i];
		at[i] = sum;
		end[i] = sum += count;
	}
	for (i = 0; i < 256; i++)
		while (at[i] < end[i]) {
			p = rec + at[i] * size;
			q = rec + at[p[depth]]++ * size;
			if (p == q)
				continue;
			memcpy(one, q, size);
			memcpy(q, p, size);
			memcpy(p, one, size);
		}
}

/* The records agree in their first depth bytes. */
static void
sort(const struct sorter *s, unsigned char *rec, size_t n, size_t depth)
{
	uint32_t	end[256], from = 0;
	size_t		i;

	if (n <= FEW || depth == s->size) {
		if (n > 1 && depth < s->size)
			put_few_in_order(s, rec, n);
		return;
	}
	part(s, rec, n, depth, end);
	for (i = 0; i < 256; from = end[i++])
		if (end[i] - from > 1)
			sort(s, rec + from * s->size, end[i] - from,
			    depth + 1);
}

/* ---- in the file ---- */

static int
make_file(struct sorter *s)
{
	if (s->fd != -1)
		return CTXH_OK;
	if ((s->fd = mkstemp(s->name)) == -1)
		return CTXH_EIO;
	(void)fcntl(s->fd, F_SETFD, FD_CLOEXEC);
	return unlink(s->name) == 0 ? CTXH_OK : CTXH_EIO;
}

static int
write_all(int fd, const unsigned char *p, size_t n)
{
	ssize_t put;

	while (n > 0) {
		put = write(fd, p, n);
		if (put == -1 && errno == EINTR)
			continue;
		if (put <= 0)
			return CTXH_EIO;
		p += put;
		n -= (size_t)put;
	}
	return CTXH_OK;
}

static int
read_all(int fd, off_t at, unsigned char *p, size_t n)
{
	ssize_t got;

	while (n > 0) {
		got = pread(fd, p, n, at);
		if (got == -1 && errno == EINTR)
			continue;
		if (got <= 0)
			return CTXH_EIO;
		p += got;
		at += got;
		n -= (size_t)got;
	}
	return CTXH_OK;
}

/* What is in memory becomes a run. */
static int
spill(struct sorter *s)
{
	struct run	*r;
	off_t		 at = 0;

	if (mem_grow((void **)&s->runs, &s->runs_cap, s->nruns + 1,
	    sizeof(*s->runs)) != 0)
		return CTXH_ENOMEM;
	if (s->nruns > 0) {
		r = &s->runs[s->nruns - 1];
		at = r->at + (off_t)(r->left * s->size);
	}
	sort(s, s->rec, s->n, 0);
	if (make_file(s) != CTXH_OK ||
	    write_all(s->fd, s->rec, s->n * s->size) != CTXH_OK)
		return CTXH_EIO;
	r = &s->runs[s->nruns++];
	*r = (struct run){ .at = at, .left = s->n };
	s->n = 0;
	return CTXH_OK;
}

int
sorter_add(struct sorter *s, const void *record)
{
	if (s->status == CTXH_OK && s->n == s->cap)
		s->status = spill(s);
	if (s->status != CTXH_OK)
		return s->status;
	memcpy(s->rec + s->n++ * s->size, record, s->size);
	return CTXH_OK;
}

/* ---- merging ---- */

/* Reads on in a run; with n == 0 it has ended. */
static int
refill(struct sorter *s, struct run *r, size_t room)
{
	r->next = 0;
	r->n = r->left < room ? r->left : room;
	if (read_all(s->fd, r->at, r->buf, r->n * s->size) != CTXH_OK)
		return CTXH_EIO;
	r->at += (off_t)(r->n * s->size);
	r->left -= r->n;
	return CTXH_OK;
}

static const unsigned char *
head(const struct sorter *s, size_t i)
{
	const struct run *r = &s->runs[s->heap[i]];

	return r->buf + r->next * s->size;
}

/* Lets the run at i sink to where those below it are not less. */
static void
sink(struct sorter *s, size_t i)
{
	size_t least, child, run;

	for (;; i = least) {
		least = i;
		for (child = 2 * i + 1; child <= 2 * i + 2; child++)
			if (child < s->nheap && memcmp(head(s, child),
			    head(s, least), s->size) < 0)
				least = child;
		if (least == i)
			return;
		run = s->heap[i];
		s->heap[i] = s->heap[least];
		s->heap[least] = run;
	}
}

/* Each run has its share of the memory that the records had. */
static int
begin_merge(struct sorter *s)
{
	size_t	room, i;
	int	rc;

	if (s->n > 0 && (rc = spill(s)) != CTXH_OK)
		return rc;
	room = s->cap / s->nruns;
	if (room == 0 || (s->heap = calloc(s->nruns, sizeof(*s->heap))) ==
	    NULL)
		return CTXH_ENOMEM;
	for (i = 0; i < s->nruns; i++) {
		s->runs[i].buf = s->rec + i * room * s->size;
		if ((rc = refill(s, &s->runs[i], room)) != CTXH_OK)
			return rc;
		s->heap[s->nheap++] = i;
	}
	for (i = s->nheap / 2; i-- > 0;)
		sink(s, i);
	return CTXH_OK;
}

/* Goes past the record that was given last, the least of all. */
static int
advance(struct sorter *s)
{
	struct run	*r = &s->runs[s->heap[0]];
	int		 rc;

	if (++r->next == r->n &&
	    (rc = refill(s, r, s->cap / s->nruns)) != CTXH_OK)
		return rc;
	if (r->n == 0)
		s->heap[0] = s->heap[--s->nheap];
	sink(s, 0);
	return CTXH_OK;
}

static int
begin(struct sorter *s)
{
	if (s->nruns > 0)
		return begin_merge(s);
	sort(s, s->rec, s->n, 0);
	return CTXH_OK;
}

int
sorter_next(struct sorter *s, const void **record)
{
	*record = NULL;
	if (s->status != CTXH_OK)
		return s->status;
	if (!s->reading)
		s->status = begin(s);
	else if (s->nruns > 0 && s->nheap > 0)
		s->status = advance(s);
	s->reading = 1;
	if (s->status != CTXH_OK)
		return s->status;
	if (s->nruns > 0)
		*record = s->nheap > 0 ? head(s, 0) : NULL;
	else if (s->given < s->n)
		*record = s->rec + s->given++ * s->size;
	return CTXH_OK;
}
