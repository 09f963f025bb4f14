/*
 * The marks of first versions: whatever numbers pupils get, under whatever
 * keys they are sealed and whoever has a later version, what the marks say is
 * what a plain list says; the check finds nothing but a bit that was changed,
 * and marks made anew are those that were added.
 */
#include <stdint.h>
#include <stdio.h>

#include "base/buf.h"
#include "chain/op.h"
#include "people/student.h"
#include "people/student_mark.h"
#include "vault/vault.h"
#include "fuzz.h"

#define MOST		400
#define GENERATIONS	6

static char	 path[] = "/tmp/ctxh-fuzz-XXXXXX";
static ctxh	*handle;

struct pupil {
	int64_t		 id;
	unsigned	 text;
	uint32_t	 generation;
	int		 later;		/* he has a newer version */
};
struct model {
	struct pupil	 list[MOST];
	size_t		 n;
	struct marks	 marks;
};

static void
clean_up(void)
{
	ctxh_close(handle);
	(void)unlink(path);
}

static uint32_t
generation(void)
{
	return vault_generation(handle->vault, VAULT_PERSON);
}

/* A version's text; facts and person have lengths of their own. */
static size_t
text_of(unsigned t, char out[32], size_t *person)
{
	(void)snprintf(out, 32, "facts%.*u", 1 + (int)(t & 3), t);
	*person = strlen(out) + 1;
	(void)snprintf(out + *person, 16, "p%u", t >> 2);
	return *person + strlen(out + *person);
}

static void
hash_text(const struct marks *m, unsigned t, unsigned char out[MARK_SIZE])
{
	char	text[32];
	size_t	person, n = text_of(t, text, &person);

	mark_text(&m->key, text, n, out);
}

static void
add_pupil(struct model *m, unsigned gap, unsigned t)
{
	struct pupil	*p = &m->list[m->n], *last = p - 1;
	struct cell	 cells[TABLE_COLUMNS] = { { 0, NULL, 0 } };
	unsigned char	 hash[MARK_SIZE];
	char		 text[32];
	size_t		 person, n = text_of(t, text, &person);

	*p = (struct pupil){ (m->n > 0 ? last->id : 0) + 1 + gap, t,
	    generation(), 0 };
	m->n++;
	cells[0].n = p->id;
	cells[1] = (struct cell){ CELL_IS_PACKED, text, person - 1 };
	cells[2] = (struct cell){ CELL_IS_PACKED, text + person, n - person };
	check(op_row(handle, TABLE_STUDENT, p->id, cells) == CTXH_OK);
	hash_text(&m->marks, t, hash);
	check(marks_add(handle, &m->marks, p->id, hash) == CTXH_OK);
}

/* Another command goes on, or one after the key was changed. */
static void
go_on(struct model *m, int rotate)
{
	check(marks_flush(handle, &m->marks) == CTXH_OK);
	if (rotate && generation() < GENERATIONS)
		check(vault_make(handle, handle->vault, VAULT_PERSON,
		    generation() + 1, NULL) == VAULT_OK);
	check(marks_open(handle, &m->marks) == CTXH_OK);
}

static void
step(struct model *m, unsigned a, unsigned b)
{
	struct pupil *p;

	if (a < 8)
		go_on(m, a == 0);
	else if (a < 32 && m->n > 0) {
		p = &m->list[b * m->n / 256];
		p->later = 1;
		check(student_now_put(handle, p->id, p->id + 1) == CTXH_OK);
	} else
		add_pupil(m, a < 40 ? a * 50 : a < 64 ? a & 7 : 0, b);
}

static int
says_same(struct marks *m, int64_t student, unsigned t)
{
	unsigned char	hash[MARK_SIZE];
	int		same;

	hash_text(m, t, hash);
	check(marks_say_same(handle, m, student, hash, &same) == CTXH_OK);
	return same;
}

/* In order, and not. */
static void
compare(const struct model *m)
{
	struct marks	 marks;
	const struct pupil *p;
	size_t		 i;

	check(marks_open(handle, &marks) == CTXH_OK);
	for (i = 0; i < 2 * m->n; i++) {
		p = &m->list[i < m->n ? i : i * 7919 % m->n];
		check(says_same(&marks, p->id, p->text) == (!p->later &&
		    p->generation == generation()));
		check(!says_same(&marks, p->id, p->text ^ 1));
		check(i + 1 >= m->n || p[1].id == p->id + 1 ||
		    !says_same(&marks, p->id + 1, p->text));
	}
	check(!says_same(&marks, INT64_MAX, 0));
}

static size_t
problems(void)
{
	ctxh_value	*list = ctxh_value_list();
	size_t		 n;

	check(list != NULL && marks_check(handle, list) == CTXH_OK);
	n = ctxh_value_count(list);
	ctxh_value_free(list);
	return n;
}

static void
dump(struct buf *b)
{
	const void	*p;
	stmt		*st;
	size_t		 n;

	check(db_stmt(handle, SQL_student_mark_scan, &st) == CTXH_OK);
	while (db_step(handle, st) == 1) {
		p = db_blob(st, 1, &n);
		buf_fmt(b, "%lld %zu ", (long long)db_int(st, 0), n);
		buf_add(b, p, n);
	}
	check(!buf_failed(b));
}

/* A bit of somebody's mark. */
static void
change_bit(const struct pupil *p, unsigned bit)
{
	struct mark_block b = { .id = p->id / MARK_BLOCK };
	const void	*row;
	stmt		*st;
	size_t		 n;

	check(db_stmt(handle, SQL_student_mark_get, &st) == CTXH_OK);
	db_bind_int(st, 1, b.id);
	check(db_step(handle, st) == 1);
	row = db_blob(st, 0, &n);
	check(n <= sizeof(b.mark));
	memcpy(b.mark, row, n);
	b.n = n / MARK_SIZE;
	db_reset(st);
	b.mark[p->id % MARK_BLOCK][bit / 8 % 8] ^=
	    (unsigned char)(1 << bit % 8);
	check(mark_block_put(handle, &b) == CTXH_OK);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct model	*m = calloc(1, sizeof(*m));
	struct buf	 was = { 0 }, is = { 0 };
	size_t		 i;

	if (handle == NULL) {
		make_store(path, &handle);
		(void)atexit(clean_up);
	}
	check(m != NULL && op_begin(handle, "fuzz") == CTXH_OK);
	check(marks_open(handle, &m->marks) == CTXH_OK);
	for (i = 0; i + 1 < n && m->n < MOST; i += 2)
		step(m, data[i], data[i + 1]);
	check(marks_flush(handle, &m->marks) == CTXH_OK);
	compare(m);
	check(problems() == 0);
	dump(&was);
	if (m->n > 0) {
		change_bit(&m->list[n * 31 % m->n], (unsigned)n);
		check(problems() == 1);
	}
	check(marks_rebuild(handle) == CTXH_OK);
	dump(&is);
	check(was.len == is.len && (was.len == 0 ||
	    memcmp(was.data, is.data, is.len) == 0));
	op_abort(handle);
	buf_free(&was);
	buf_free(&is);
	free(m);
	return 0;
}
