#include "base/sorter.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/mem.h"
#include "ctxh.h"

#define FEW 16			/* so many are put in order one by one */

/*
 * In memory and in the file a record is words (filled up with zeros), each the
 * number that its bytes are with the most significant first: the order of the
 * bytes is the order of the numbers.
 */
#define WORD	sizeof(uint64_t)
#define WORDS	((SORTER_RECORD + WORD - 1) / WORD)

/* A sorted run in the file, and what is in memory of it. */
struct run {
	off_t		 at;		/* of what is to be read next */
	size_t		 left;		/* records from there on */
	uint64_t	*buf;
	size_t		 n, next;	/* records in buf; the next one */
};

/* A run in the tree, by the first word of its next record. */
struct player {
	uint64_t	 head;
	size_t		 run;		/* or NOBODY */
};
#define NOBODY	SIZE_MAX

struct sorter {
	char		*name;		/* of the file, for mkstemp() */
	int		 fd;		/* -1: none yet */
	size_t		 size, words;	/* of a record */
	size_t		 cap;		/* records in memory */
	uint64_t	*rec;
	size_t		 n, given;
	int		 reading, status;
	unsigned char	 out[WORDS * WORD];	/* the one given last */
	struct run	*runs;
	size_t		 nruns, runs_cap;
	struct player	*tree;		/* see play() */
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
	s->words = (size + WORD - 1) / WORD;
	s->cap = memory / (s->words * WORD);
	if (s->cap < FEW)
		s->cap = FEW;
	s->rec = malloc(s->cap * s->words * WORD);
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
	free(s->tree);
	free(s);
}

/* ---- words ---- */

static void
take_in(const struct sorter *s, const void *record, uint64_t *w)
{
	unsigned char	 b[WORDS * WORD] = { 0 }, *p = b;
	size_t		 i;

	memcpy(b, record, s->size);
	for (i = 0; i < s->words; i++, p += WORD)
		w[i] = bytes_number(p);
}

static const void *
give_out(struct sorter *s, const uint64_t *w)
{
	size_t	i;

	for (i = 0; i < s->words; i++)
		bytes_put_number(s->out + i * WORD, w[i]);
	return s->out;
}

static int
is_less(const uint64_t *a, const uint64_t *b, size_t words)
{
	while (words > 1 && *a == *b) {
		a++;
		b++;
		words--;
	}
	return *a < *b;
}

static void
swap(uint64_t *a, uint64_t *b, size_t words)
{
	uint64_t	v;

	for (; words > 0; words--) {
		v = *a;
		*a++ = *b;
		*b++ = v;
	}
}

/* ---- in memory ---- */

static void
put_few_in_order(const struct sorter *s, uint64_t *rec, size_t n)
{
	size_t		 words = s->words;
	uint64_t	*p, *to, *end = rec + n * words;

	for (p = rec + words; p < end; p += words)
		for (to = p; to > rec && is_less(to, to - words, words);
		    to -= words)
			swap(to, to - words, words);
}

/* By the byte at depth each record goes to its part, in place. */
static void
part(const struct sorter *s, uint64_t *rec, size_t n, size_t depth,
    uint32_t end[256])
{
	size_t		 i, words = s->words, at_word = depth / WORD;
	unsigned	 shift = 8 * (unsigned)(WORD - 1 - depth % WORD);
	uint64_t	*p, *q;
	uint32_t	 at[256] = { 0 }, sum = 0, count;

	for (p = rec + at_word, i = 0; i < n; i++, p += words)
		at[*p >> shift & 0xff]++;
	for (i = 0; i < 256; i++) {
		count = at[i];
		at[i] = sum;
		end[i] = sum += count;
	}
	for (i = 0; i < 256; i++)
		while (at[i] < end[i]) {
			p = rec + at[i] * words;
			q = rec + at[p[at_word] >> shift & 0xff]++ * words;
			if (p != q)
				swap(p, q, words);
		}
}

/* The records agree in their first depth bytes. */
static void
sort(const struct sorter *s, uint64_t *rec, size_t n, size_t depth)
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
			sort(s, rec + from * s->words, end[i] - from,
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
write_all(int fd, const void *from, size_t n)
{
	const unsigned char	*p = from;
	ssize_t			 put;

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
read_all(int fd, off_t at, void *to, size_t n)
{
	unsigned char	*p = to;
	ssize_t		 got;

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
		at = r->at + (off_t)(r->left * s->words * WORD);
	}
	sort(s, s->rec, s->n, 0);
	if (make_file(s) != CTXH_OK ||
	    write_all(s->fd, s->rec, s->n * s->words * WORD) != CTXH_OK)
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
	take_in(s, record, s->rec + s->n++ * s->words);
	return CTXH_OK;
}

/* ---- merging ---- */

/* Reads on in a run; with n == 0 it has ended. */
static int
refill(struct sorter *s, struct run *r, size_t room)
{
	r->next = 0;
	r->n = r->left < room ? r->left : room;
	if (read_all(s->fd, r->at, r->buf, r->n * s->words * WORD) != CTXH_OK)
		return CTXH_EIO;
	r->at += (off_t)(r->n * s->words * WORD);
	r->left -= r->n;
	return CTXH_OK;
}

static const uint64_t *
next_of(const struct sorter *s, const struct run *r)
{
	return r->buf + r->next * s->words;
}

static int
beats(const struct sorter *s, const struct player *a, const struct player *b)
{
	const struct run *r = &s->runs[a->run], *q = &s->runs[b->run];

	if (a->head != b->head)
		return a->head < b->head;
	/* One that has ended is behind all. */
	return r->n > 0 && (q->n == 0 || is_less(next_of(s, r),
	    next_of(s, q), s->words));
}

/*
 * A tree of losers: run i is leaf nruns + i, above node i are the nodes i / 2
 * down to 1, each of which keeps who lost there, and at 0 stands the winner of
 * all.  A run that has moved on plays its way up.  At the beginning, who comes
 * where nobody is yet waits there.
 */
static void
play(struct sorter *s, size_t run)
{
	const struct run *r = &s->runs[run];
	struct player	 two[2], *p;
	size_t		 i;
	int		 lost;

	two[0] = (struct player){ r->n > 0 ? *next_of(s, r) : UINT64_MAX,
	    run };
	for (i = (s->nruns + run) / 2; i > 0; i /= 2) {
		p = &s->tree[i];
		if (p->run == NOBODY) {
			*p = two[0];
			return;
		}
		/* Who wins cannot be foretold: no branch depends on it. */
		two[1] = *p;
		lost = beats(s, p, &two[0]);
		*p = two[!lost];
		two[0] = two[lost];
	}
	s->tree[0] = two[0];
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
	if (room == 0 || (s->tree = calloc(s->nruns, sizeof(*s->tree))) ==
	    NULL)
		return CTXH_ENOMEM;
	for (i = 0; i < s->nruns; i++) {
		s->tree[i].run = NOBODY;
		s->runs[i].buf = s->rec + i * room * s->words;
		if ((rc = refill(s, &s->runs[i], room)) != CTXH_OK)
			return rc;
	}
	for (i = 0; i < s->nruns; i++)
		play(s, i);
	return CTXH_OK;
}

/* Goes past the record that was given last, the least of all. */
static int
advance(struct sorter *s)
{
	size_t		 run = s->tree[0].run;
	struct run	*r = &s->runs[run];
	int		 rc;

	if (r->n == 0)
		return CTXH_OK;
	if (++r->next == r->n &&
	    (rc = refill(s, r, s->cap / s->nruns)) != CTXH_OK)
		return rc;
	play(s, run);
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
	const struct run *r;

	*record = NULL;
	if (s->status != CTXH_OK)
		return s->status;
	if (!s->reading)
		s->status = begin(s);
	else if (s->nruns > 0)
		s->status = advance(s);
	s->reading = 1;
	if (s->status != CTXH_OK)
		return s->status;
	if (s->nruns > 0) {
		r = &s->runs[s->tree[0].run];
		if (r->n > 0)
			*record = give_out(s, next_of(s, r));
	} else if (s->given < s->n)
		*record = give_out(s, s->rec + s->given++ * s->words);
	return CTXH_OK;
}
