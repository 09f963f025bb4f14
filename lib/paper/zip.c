#include "paper/zip.h"

#include <stdlib.h>
#include <string.h>

#include <zip.h>

#include "base/mem.h"
#include "paper/missing.h"
#include "wire/book.h"

#define SONAME	"libzip.so.4"
#define LEVEL	4		/* of 1 to 9 */
#define FIRST_DAY ((1 << 5) | 1)	/* of its calendar, 1 January 1980 */

struct zip_lib {
	zip_source_t *(*function)(zip_source_callback, void *, zip_error_t *);
	zip_source_t *(*buffer)(zip_t *, const void *, zip_uint64_t, int);
	void	 (*source_free)(zip_source_t *);
	zip_int64_t (*bitmap)(zip_source_cmd_t, ...);
	zip_int64_t (*offset)(zip_uint64_t, zip_uint64_t, void *,
		    zip_uint64_t, zip_error_t *);
	zip_t	*(*open)(zip_source_t *, int, zip_error_t *);
	zip_int64_t (*add)(zip_t *, const char *, zip_source_t *, zip_flags_t);
	int	 (*time)(zip_t *, zip_uint64_t, zip_uint16_t, zip_uint16_t,
		    zip_flags_t);
	int	 (*pack)(zip_t *, zip_uint64_t, zip_int32_t, zip_uint32_t);
	int	 (*close)(zip_t *);
	void	 (*discard)(zip_t *);
};

struct zipout {
	ctxh		*h;
	struct zip_lib	 lib;
	zip_t		*zip;		/* NULL: none, or none any more */
	struct buf	 bytes;
	uint64_t	 at;		/* where the next of them goes */
	struct buf	*parts;
	size_t		 n, cap;
};

static int
load(ctxh *h, struct zip_lib *l)
{
	struct trouble t = { .h = h };
	const struct book_symbol symbols[] = {
		{ "zip_source_function_create", &l->function },
		{ "zip_source_buffer", &l->buffer },
		{ "zip_source_free", &l->source_free },
		{ "zip_source_make_command_bitmap", &l->bitmap },
		{ "zip_source_seek_compute_offset", &l->offset },
		{ "zip_open_from_source", &l->open },
		{ "zip_file_add", &l->add },
		{ "zip_file_set_dostime", &l->time },
		{ "zip_set_file_compression", &l->pack },
		{ "zip_close", &l->close },
		{ "zip_discard", &l->discard },
		{ NULL, NULL },
	};

	if (book_load(&t, SONAME, "libzip4", symbols) != CTXH_OK)
		return fail_missing(h, SONAME, "libzip4");
	return CTXH_OK;
}

/* ---- where libzip writes to: its own memory would not be wiped ---- */

/* What was written may be written over: sizes are known last. */
static zip_int64_t
write_some(struct zipout *z, const char *s, zip_uint64_t n)
{
	struct buf	*b = &z->bytes;
	zip_uint64_t	 over = b->len - z->at;

	if (over > n)
		over = n;
	if (over > 0)
		memcpy(b->data + z->at, s, (size_t)over);
	buf_add(b, s + over, (size_t)(n - over));
	z->at += n;
	return buf_failed(b) ? -1 : (zip_int64_t)n;
}

static zip_int64_t
put_stat(void *data, zip_uint64_t n)
{
	zip_stat_t *st = data;

	if (n < sizeof(*st))
		return -1;
	memset(st, 0, sizeof(*st));
	st->valid = ZIP_STAT_SIZE;
	return sizeof(*st);
}

static zip_int64_t
put_error(void *data, zip_uint64_t n)
{
	const int error[2] = { ZIP_ER_MEMORY, 0 };

	if (n < sizeof(error))
		return -1;
	memcpy(data, error, sizeof(error));
	return sizeof(error);
}

static zip_int64_t
seek(struct zipout *z, void *data, zip_uint64_t n)
{
	zip_int64_t at = z->lib.offset(z->at, z->bytes.len, data, n, NULL);

	if (at < 0)
		return -1;
	z->at = (uint64_t)at;
	return 0;
}

static zip_int64_t
on_source(void *ctx, void *data, zip_uint64_t n, zip_source_cmd_t cmd)
{
	struct zipout *z = ctx;

	switch (cmd) {
	case ZIP_SOURCE_WRITE:
		return write_some(z, data, n);
	case ZIP_SOURCE_SEEK_WRITE:
		return seek(z, data, n);
	case ZIP_SOURCE_TELL_WRITE:
		return (zip_int64_t)z->at;
	case ZIP_SOURCE_STAT:
		return put_stat(data, n);
	case ZIP_SOURCE_ERROR:
		return put_error(data, n);
	case ZIP_SOURCE_SUPPORTS:
		return z->lib.bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ,
		    ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
		    ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL,
		    ZIP_SOURCE_SUPPORTS, ZIP_SOURCE_BEGIN_WRITE,
		    ZIP_SOURCE_WRITE, ZIP_SOURCE_COMMIT_WRITE,
		    ZIP_SOURCE_ROLLBACK_WRITE, ZIP_SOURCE_SEEK_WRITE,
		    ZIP_SOURCE_TELL_WRITE, ZIP_SOURCE_REMOVE, -1);
	case ZIP_SOURCE_OPEN:
	case ZIP_SOURCE_CLOSE:
	case ZIP_SOURCE_BEGIN_WRITE:
	case ZIP_SOURCE_COMMIT_WRITE:
	case ZIP_SOURCE_ROLLBACK_WRITE:
	case ZIP_SOURCE_FREE:
		return 0;
	default:
		return -1;
	}
}

/* ---- the archive: in memory, nothing fails but for want of it ---- */

int
zipout_new(ctxh *h, struct zipout **out)
{
	struct zipout	*z = calloc(1, sizeof(*z));
	zip_source_t	*source;

	*out = NULL;
	if (z == NULL)
		return fail_nomem(h);
	z->h = h;
	if (load(h, &z->lib) != CTXH_OK)
		goto failed;
	if ((source = z->lib.function(on_source, z, NULL)) == NULL) {
		(void)fail_nomem(h);
		goto failed;
	}
	z->zip = z->lib.open(source, ZIP_CREATE | ZIP_TRUNCATE, NULL);
	if (z->zip == NULL) {
		z->lib.source_free(source);
		(void)fail_nomem(h);
		goto failed;
	}
	*out = z;
	return CTXH_OK;
failed:
	zipout_free(z);
	return h->status;
}

void
zipout_free(struct zipout *z)
{
	size_t i;

	if (z == NULL)
		return;
	if (z->zip != NULL)
		z->lib.discard(z->zip);
	for (i = 0; i < z->n; i++)
		buf_free(&z->parts[i]);
	free(z->parts);
	buf_free(&z->bytes);
	free(z);
}

/* A picture is packed as it is; of text the last percent is not worth the
 * time that it takes. */
static int
pack(struct zipout *z, zip_uint64_t i, const char *name)
{
	size_t	n = strlen(name);
	int	picture = n > 4 && strcmp(name + n - 4, ".png") == 0;

	return z->lib.pack(z->zip, i, picture ? ZIP_CM_STORE :
	    ZIP_CM_DEFLATE, picture ? 0 : LEVEL);
}

int
zipout_add(struct zipout *z, const char *name, struct buf *b)
{
	zip_source_t	*source;
	zip_int64_t	 i;
	struct buf	*kept;

	if (buf_failed(b) || mem_grow((void **)&z->parts, &z->cap, z->n + 1,
	    sizeof(*z->parts)) != 0)
		return fail_nomem(z->h);
	kept = &z->parts[z->n++];
	*kept = *b;
	memset(b, 0, sizeof(*b));
	source = z->lib.buffer(z->zip, kept->data, kept->len, 0);
	if (source == NULL)
		return fail_nomem(z->h);
	if ((i = z->lib.add(z->zip, name, source, ZIP_FL_ENC_UTF_8)) < 0) {
		z->lib.source_free(source);
		return fail_nomem(z->h);
	}
	if (z->lib.time(z->zip, (zip_uint64_t)i, 0, FIRST_DAY, 0) != 0 ||
	    pack(z, (zip_uint64_t)i, name) != 0)
		return fail_nomem(z->h);
	return CTXH_OK;
}

int
zipout_done(struct zipout *z, struct buf *out)
{
	if (z->lib.close(z->zip) != 0)
		return fail_nomem(z->h);
	z->zip = NULL;
	buf_add(out, z->bytes.data, z->bytes.len);
	return buf_failed(out) ? fail_nomem(z->h) : CTXH_OK;
}
