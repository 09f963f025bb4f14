/* The parts of an .xlsx, by libzip; each is unpacked no further than it may. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zip.h>

#include "base/handle.h"
#include "base/mem.h"
#include "wire/book.h"

#define PARTS_MAX	4096
#define PART_MAX	((uint64_t)4 << 30)
/* A sheet of a million rows that are alike shrinks to a fiftieth. */
#define RATIO_MAX	400
#define RATIO_FROM	((uint64_t)8 << 20)
#define TAIL_MAX	(22 + 65535)	/* where the archive's end stands */

/* Of libzip, what is used. */
struct zip_lib {
	zip_source_t *(*source)(zip_source_callback, void *, zip_error_t *);
	void	 (*source_free)(zip_source_t *);
	zip_int64_t (*bitmap)(zip_source_cmd_t, ...);
	zip_t	*(*open)(zip_source_t *, int, zip_error_t *);
	void	 (*discard)(zip_t *);
	zip_int64_t (*count)(zip_t *, zip_flags_t);
	const char *(*name)(zip_t *, zip_uint64_t, zip_flags_t);
	zip_int64_t (*locate)(zip_t *, const char *, zip_flags_t);
	int	 (*stat)(zip_t *, zip_uint64_t, zip_flags_t, zip_stat_t *);
	zip_file_t *(*fopen)(zip_t *, zip_uint64_t, zip_flags_t);
	zip_int64_t (*fread)(zip_file_t *, void *, zip_uint64_t);
	int	 (*fclose)(zip_file_t *);
};

struct archive {
	struct trouble	*t;
	const struct rows_source *src;
	struct zip_lib	 lib;
	zip_t		*zip;
	uint64_t	 at;		/* where libzip is in the file */
	uint64_t	 bytes;
	int		 broken;	/* the source could not be read */
};

struct part {
	struct archive	*a;
	zip_file_t	*f;
	char		*name;
	uint64_t	 size, packed;	/* as they are said to be */
	uint64_t	 got;
};

static int
load(struct archive *a)
{
	struct zip_lib *l = &a->lib;
	const struct book_symbol symbols[] = {
		{ "zip_source_function_create", &l->source },
		{ "zip_source_free", &l->source_free },
		{ "zip_source_make_command_bitmap", &l->bitmap },
		{ "zip_open_from_source", &l->open },
		{ "zip_discard", &l->discard },
		{ "zip_get_num_entries", &l->count },
		{ "zip_get_name", &l->name },
		{ "zip_name_locate", &l->locate },
		{ "zip_stat_index", &l->stat },
		{ "zip_fopen_index", &l->fopen },
		{ "zip_fread", &l->fread },
		{ "zip_fclose", &l->fclose },
		{ NULL, NULL },
	};

	return book_load(a->t, "libzip.so.4", "libzip4", symbols);
}

/* ---- the file, as libzip asks for it ---- */

static zip_int64_t
read_some(struct archive *a, void *buf, zip_uint64_t n)
{
	size_t got = 0;

	if (n > a->src->size - a->at)
		n = a->src->size - a->at;
	if (n == 0)
		return 0;
	if (a->src->read_at(a->src->at_ctx, a->at, buf, (size_t)n, &got) != 0 ||
	    got > n) {
		a->broken = 1;
		return -1;
	}
	a->at += got;
	a->bytes += got;
	return (zip_int64_t)got;
}

static zip_int64_t
put_stat(const struct archive *a, void *data, zip_uint64_t n)
{
	zip_stat_t *st = data;

	if (n < sizeof(*st))
		return -1;
	memset(st, 0, sizeof(*st));
	st->valid = ZIP_STAT_SIZE;
	st->size = a->src->size;
	return sizeof(*st);
}

static zip_int64_t
seek(struct archive *a, const void *data, zip_uint64_t n)
{
	zip_source_args_seek_t s;
	zip_int64_t at;

	if (n < sizeof(s))
		return -1;
	memcpy(&s, data, sizeof(s));
	at = s.offset;
	if (s.whence == SEEK_CUR)
		at += (zip_int64_t)a->at;
	else if (s.whence == SEEK_END)
		at += (zip_int64_t)a->src->size;
	if (at < 0 || (uint64_t)at > a->src->size)
		return -1;
	a->at = (uint64_t)at;
	return 0;
}

static zip_int64_t
on_source(void *ctx, void *data, zip_uint64_t n, zip_source_cmd_t cmd)
{
	struct archive *a = ctx;
	int	 error[2] = { ZIP_ER_READ, 0 };

	switch (cmd) {
	case ZIP_SOURCE_OPEN:
		a->at = 0;
		return 0;
	case ZIP_SOURCE_READ:
		return read_some(a, data, n);
	case ZIP_SOURCE_SEEK:
		return seek(a, data, n);
	case ZIP_SOURCE_TELL:
		return (zip_int64_t)a->at;
	case ZIP_SOURCE_STAT:
		return put_stat(a, data, n);
	case ZIP_SOURCE_ERROR:
		if (n < sizeof(error))
			return -1;
		memcpy(data, error, sizeof(error));
		return sizeof(error);
	case ZIP_SOURCE_SUPPORTS:
		return a->lib.bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ,
		    ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
		    ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL,
		    ZIP_SOURCE_SUPPORTS, -1);
	case ZIP_SOURCE_CLOSE:
	case ZIP_SOURCE_FREE:
		return 0;
	default:
		return -1;
	}
}

/* ---- the archive ---- */

static int
no_archive(struct archive *a)
{
	if (a->broken)
		return trouble(a->t, CTXH_EIO, "%s", T(a->t->h,
		    "cannot read the list"));
	return trouble(a->t, CTXH_EFAIL, "%s", T(a->t->h, "the workbook is "
	    "damaged or was not copied to its end; copy it again, or open it "
	    "in Excel and save it anew"));
}

/* How many parts the archive's end says that there are, -1: it has no end.
 * libzip would make room for all of them. */
static int
count_parts(struct archive *a)
{
	unsigned char	*tail;
	size_t		 n, i, got = 0;
	int		 parts = -1;

	n = a->src->size < TAIL_MAX ? (size_t)a->src->size : TAIL_MAX;
	if ((tail = malloc(n + 1)) == NULL) {
		(void)trouble_nomem(a->t);
		return -1;
	}
	if (a->src->read_at(a->src->at_ctx, a->src->size - n, tail, n,
	    &got) != 0)
		a->broken = 1;
	else if (got == n && n >= 22)
		for (i = n - 22 + 1; i-- > 0 && parts < 0;)
			if (memcmp(tail + i, "PK\5\6", 4) == 0)
				parts = tail[i + 10] | tail[i + 11] << 8;
	mem_wipe_free(tail, n + 1);
	return parts;
}

int
archive_open(struct trouble *t, const struct rows_source *src,
    struct archive **out)
{
	struct archive	*a;
	zip_source_t	*source;
	int		 parts;

	*out = NULL;
	if ((a = calloc(1, sizeof(*a))) == NULL)
		return trouble_nomem(t);
	a->t = t;
	a->src = src;
	if (load(a) != CTXH_OK)
		goto failed;
	if ((parts = count_parts(a)) < 0)
		goto no_archive;
	if (parts > PARTS_MAX) {
		(void)trouble(t, CTXH_EFAIL, T(t->h, "the workbook has more "
		    "than %d parts; save only the sheet with the list"),
		    PARTS_MAX);
		goto failed;
	}
	if ((source = a->lib.source(on_source, a, NULL)) == NULL)
		goto no_archive;
	if ((a->zip = a->lib.open(source, ZIP_RDONLY, NULL)) == NULL) {
		a->lib.source_free(source);
		goto no_archive;
	}
	*out = a;
	return CTXH_OK;
no_archive:
	(void)no_archive(a);
failed:
	free(a);
	return t->status;
}

void
archive_close(struct archive *a)
{
	if (a == NULL)
		return;
	if (a->zip != NULL)
		a->lib.discard(a->zip);
	free(a);
}

const char *
archive_name(struct archive *a, size_t i)
{
	zip_int64_t n = a->lib.count(a->zip, 0);

	return n > 0 && i < (size_t)n ? a->lib.name(a->zip, i, 0) : NULL;
}

/* Names of parts are the same whatever their case. */
int
archive_has(struct archive *a, const char *name)
{
	return a->lib.locate(a->zip, name, ZIP_FL_NOCASE) >= 0;
}

uint64_t
archive_bytes(const struct archive *a)
{
	return a->bytes < a->src->size ? a->bytes : a->src->size;
}

static int
not_unpacked(struct part *p)
{
	if (p->a->broken)
		return no_archive(p->a);
	return trouble(p->a->t, CTXH_EFAIL, T(p->a->t->h, "the workbook is "
	    "damaged: its part \"%s\" cannot be unpacked; copy it again, or "
	    "open it in Excel and save it anew"), p->name);
}

static int
find_part(struct part *p)
{
	struct archive	*a = p->a;
	zip_stat_t	 st;
	zip_int64_t	 i = a->lib.locate(a->zip, p->name, ZIP_FL_NOCASE);

	if (i < 0)
		return trouble(a->t, CTXH_EFAIL, T(a->t->h, "the workbook is "
		    "damaged: its part \"%s\" is missing"), p->name);
	if (a->lib.stat(a->zip, (zip_uint64_t)i, 0, &st) != 0 ||
	    (st.valid & ZIP_STAT_SIZE) == 0 ||
	    (st.valid & ZIP_STAT_COMP_SIZE) == 0)
		return not_unpacked(p);
	p->size = st.size;
	p->packed = st.comp_size;
	if ((p->f = a->lib.fopen(a->zip, (zip_uint64_t)i, 0)) == NULL)
		return not_unpacked(p);
	return CTXH_OK;
}

int
part_open(struct archive *a, const char *name, struct part **out)
{
	struct part *p;

	*out = NULL;
	if ((p = calloc(1, sizeof(*p))) == NULL)
		return trouble_nomem(a->t);
	p->a = a;
	if ((p->name = strdup(name)) == NULL)
		(void)trouble_nomem(a->t);
	else if (find_part(p) == CTXH_OK) {
		*out = p;
		return CTXH_OK;
	}
	part_close(p);
	return a->t->status;
}

int
part_read(struct part *p, void *buf, size_t size, size_t *got)
{
	struct trouble	*t = p->a->t;
	zip_int64_t	 n = p->a->lib.fread(p->f, buf, size);

	*got = 0;
	if (n < 0 || (uint64_t)n > size)
		return not_unpacked(p);
	p->got += (uint64_t)n;
	*got = (size_t)n;
	if (p->got > PART_MAX)
		return trouble(t, CTXH_EFAIL, T(t->h, "the workbook's part "
		    "\"%s\" is larger than 4 GiB; divide the list"), p->name);
	if (p->got > RATIO_FROM && p->got / RATIO_MAX > p->packed)
		return trouble(t, CTXH_EFAIL, T(t->h, "the workbook's part "
		    "\"%s\" grows to more than %d times its size, as no list "
		    "does; it was refused"), p->name, RATIO_MAX);
	return CTXH_OK;
}

uint64_t
part_size(const struct part *p)
{
	return p->size;
}

void
part_close(struct part *p)
{
	if (p == NULL)
		return;
	if (p->f != NULL)
		(void)p->a->lib.fclose(p->f);
	free(p->name);
	free(p);
}
