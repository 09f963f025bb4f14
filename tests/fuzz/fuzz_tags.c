/*
 * The rows of tags: whatever is added and taken away in whatever order, what is
 * found is what a plain list says; each row is in order and in its place; and
 * the table filled in one go says the same.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "people/student_tag.h"
#include "fuzz.h"

#define MOST	2000

static char	 path[] = "/tmp/ctxh-fuzz-XXXXXX";
static ctxh	*handle;

struct known {
	unsigned char	 tag[TAG_SIZE];
	int64_t		 student;	/* 0: taken away */
};
struct model {
	struct known	 list[MOST];
	size_t		 n, next;
};

static void
clean_up(void)
{
	ctxh_close(handle);
	(void)unlink(path);
}

static void
set_up(void)
{
	make_store(path, &handle);
	(void)atexit(clean_up);
}

static struct known *
known(struct model *m, const unsigned char *tag)
{
	size_t i;

	for (i = 0; i < m->n; i++)
		if (memcmp(m->list[i].tag, tag, TAG_SIZE) == 0)
			return &m->list[i];
	return NULL;
}

/* Two bytes are a step; of some of them the tags share a place. */
static void
step(struct model *m, unsigned a, unsigned b, int64_t student)
{
	unsigned char	 tag[TAG_SIZE] = { 0 };
	struct known	*k;
	int64_t		 to;

	tag[0] = (unsigned char)(a << 3);
	tag[1] = (unsigned char)b;
	tag[a & 1 ? 2 : 12] = (unsigned char)(a >> 5);
	k = known(m, tag);
	check(student_tag_find(handle, tag, &to) == CTXH_OK);
	check(to == (k != NULL ? k->student : 0));
	if (k != NULL && k->student != 0 && a & 4) {
		check(student_tag_delete(handle, tag, k->student + 1) ==
		    CTXH_OK);
		check(student_tag_find(handle, tag, &to) == CTXH_OK &&
		    to == k->student);
		check(student_tag_delete(handle, tag, k->student) == CTXH_OK);
		k->student = 0;
		return;
	}
	check(student_tag_add(handle, tag, student, &to) == CTXH_OK);
	check(to == (k != NULL ? k->student : 0));
	if (k == NULL) {
		k = &m->list[m->n++];
		memcpy(k->tag, tag, TAG_SIZE);
	}
	if (to == 0)
		k->student = student;
}

/* What the table has, which must be what the model has. */
static void
compare(const struct model *m)
{
	unsigned char		 last[TAG_SIZE] = { 0 };
	const unsigned char	*p;
	stmt			*st;
	size_t			 n, i, all = 0, live = 0;
	int64_t			 to;

	for (i = 0; i < m->n; i++) {
		check(student_tag_find(handle, m->list[i].tag, &to) ==
		    CTXH_OK && to == m->list[i].student);
		live += to != 0;
	}
	check(db_stmt(handle, SQL_student_tag_scan, &st) == CTXH_OK);
	while (db_step(handle, st) == 1) {
		p = db_blob(st, 1, &n);
		check(n > 0 && n % TAG_ENTRY == 0 &&
		    db_int(st, 0) == tag_place_of(p));
		check(all == 0 || tag_place_of(last) < db_int(st, 0));
		for (i = 0; i < n; i += TAG_ENTRY, all++) {
			check(all == 0 || memcmp(last, p + i, TAG_SIZE) < 0);
			memcpy(last, p + i, TAG_SIZE);
		}
	}
	check(all == live);
}

static int
by_tag(const void *a, const void *b)
{
	return memcmp(a, b, TAG_SIZE);
}

static int
next_tag(void *ctx, const unsigned char **tag, int64_t *student)
{
	struct model *m = ctx;

	while (m->next < m->n && m->list[m->next].student == 0)
		m->next++;
	*tag = NULL;
	if (m->next < m->n) {
		*tag = m->list[m->next].tag;
		*student = m->list[m->next++].student;
	}
	return CTXH_OK;
}

static int
shared(void *ctx, int64_t owner)
{
	(void)ctx;
	(void)owner;
	abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct model		*m = calloc(1, sizeof(*m));
	struct tag_source	 from = { next_tag, shared, m };
	size_t			 i;

	if (handle == NULL)
		set_up();
	check(m != NULL && db_begin(handle) == CTXH_OK);
	for (i = 0; i + 1 < n && i / 2 < MOST; i += 2)
		step(m, data[i], data[i + 1], (int64_t)i + 100 * 1000);
	compare(m);
	check(db_run(handle, SQL_student_tag_clear) == CTXH_OK);
	qsort(m->list, m->n, sizeof(*m->list), by_tag);
	check(student_tags_fill(handle, &from) == CTXH_OK);
	compare(m);
	db_rollback(handle);
	free(m);
	return 0;
}
