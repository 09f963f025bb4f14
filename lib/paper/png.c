/*
 * A picture in SVG as PNG, by librsvg and cairo.  Without memory what these stand
 * on ends the process, so that they draw in one of their own.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "paper/chart.h"
#include "wire/book.h"

#define PIXELS_MAX	16384	/* of a side */
#define PNG_MAX		((size_t)64 << 20)
#define FORMAT_RGB24	1	/* cairo's own number of it: four bytes each */

struct rectangle {
	double	x, y, width, height;
};

/* What is called there; what a pointer points to is theirs. */
struct png_lib {
	void	*(*read)(const unsigned char *, size_t, void **);
	int	 (*size)(void *, double *, double *);
	int	 (*render)(void *, void *, const struct rectangle *, void **);
	void	 (*unref)(void *);
	void	*(*surface)(unsigned char *, int, int, int, int);
	void	*(*create)(void *);
	int	 (*write)(void *, int (*)(void *, const unsigned char *,
		    unsigned), void *);
	void	 (*destroy)(void *);
	void	 (*surface_destroy)(void *);
};

struct image {
	struct png_lib	 lib;
	void		*svg, *surface, *cairo;
	unsigned char	*pixels;
	size_t		 bytes;
	int		 width, height;
};

static int
load_one(ctxh *h, const char *soname, const char *package,
    const struct book_symbol *symbols)
{
	struct trouble t = { .h = h };

	if (book_load(&t, soname, package, symbols) == CTXH_OK)
		return CTXH_OK;
	return fail(h, CTXH_EFAIL, T(h, "a chart cannot be drawn without %s; "
	    "install the package %s, or write the document as HTML"), soname,
	    package);
}

static int
load(ctxh *h, struct png_lib *l)
{
	const struct book_symbol rsvg[] = {
		{ "rsvg_handle_new_from_data", &l->read },
		{ "rsvg_handle_get_intrinsic_size_in_pixels", &l->size },
		{ "rsvg_handle_render_document", &l->render },
		{ NULL, NULL },
	}, cairo[] = {
		{ "cairo_image_surface_create_for_data", &l->surface },
		{ "cairo_create", &l->create },
		{ "cairo_surface_write_to_png_stream", &l->write },
		{ "cairo_destroy", &l->destroy },
		{ "cairo_surface_destroy", &l->surface_destroy },
		{ NULL, NULL },
	}, object[] = {
		{ "g_object_unref", &l->unref },
		{ NULL, NULL },
	};

	if (load_one(h, "librsvg-2.so.2", "librsvg2-2", rsvg) != CTXH_OK ||
	    load_one(h, "libcairo.so.2", "libcairo2", cairo) != CTXH_OK)
		return h->status;
	return load_one(h, "libgobject-2.0.so.0", "libglib2.0-0", object);
}

/* Its own memory, so that it can be wiped; white, and never seen through. */
static int
image_open(struct image *m, double scale)
{
	double width = 0, height = 0;

	if (!m->lib.size(m->svg, &width, &height))
		return -1;
	width = ceil(width * scale);
	height = ceil(height * scale);
	if (!(width >= 1 && width <= PIXELS_MAX && height >= 1 &&
	    height <= PIXELS_MAX))
		return -1;
	m->width = (int)width;
	m->height = (int)height;
	m->bytes = (size_t)m->width * (size_t)m->height * 4;
	if ((m->pixels = malloc(m->bytes)) == NULL)
		return -1;
	memset(m->pixels, 0xff, m->bytes);
	m->surface = m->lib.surface(m->pixels, FORMAT_RGB24, m->width,
	    m->height, m->width * 4);
	m->cairo = m->lib.create(m->surface);
	return 0;
}

static int
write_some(void *ctx, const unsigned char *data, unsigned n)
{
	struct buf *out = ctx;

	buf_add(out, data, n);
	return buf_failed(out) ? 1 : 0;	/* 1: no memory */
}

static int
image_draw(struct image *m, const struct buf *svg, double scale,
    struct buf *out)
{
	struct rectangle all = { 0 };

	m->svg = m->lib.read((const unsigned char *)svg->data, svg->len, NULL);
	if (m->svg == NULL || image_open(m, scale) != 0)
		return -1;
	all.width = m->width;
	all.height = m->height;
	if (!m->lib.render(m->svg, m->cairo, &all, NULL))
		return -1;
	return m->lib.write(m->surface, write_some, out) == 0 ? 0 : -1;
}

static void
image_close(struct image *m)
{
	if (m->cairo != NULL)
		m->lib.destroy(m->cairo);
	if (m->surface != NULL)
		m->lib.surface_destroy(m->surface);
	if (m->svg != NULL)
		m->lib.unref(m->svg);
	mem_wipe_free(m->pixels, m->bytes);
}

/* ---- the two processes ---- */

#define SVG	'S'	/* one to be drawn */
#define PNG	'P'	/* and as it was */
#define WHY	'W'	/* a message: why none can be */

/* Before the text of one. */
#define SCALE	sizeof(double)

static int
draw(const struct png_lib *lib, struct buf *asked, struct buf *png)
{
	struct image	m = { .lib = *lib };
	struct buf	svg = { 0 };
	double		scale;
	int		rc = -1;

	if (!buf_failed(asked) && asked->len > SCALE) {
		memcpy(&scale, asked->data, SCALE);
		buf_add(&svg, asked->data + SCALE, asked->len - SCALE);
		if (!buf_failed(&svg))
			rc = image_draw(&m, &svg, scale, png);
	}
	image_close(&m);
	buf_free(&svg);
	return rc;
}

/* Draws each picture that it is sent, until one cannot be.  Libraries are loaded
 * here, too, for even that ends a process without memory. */
static void
paint(int fd, void *ctx)
{
	struct png_lib	 lib;
	struct buf	 asked = { 0 }, png = { 0 };
	const char	*why;
	char		 letter;

	if (load(ctx, &lib) != CTXH_OK) {
		why = ctxh_message(ctx);
		(void)apart_send(fd, WHY, why, strlen(why));
		return;
	}
	while (apart_receive(fd, &letter, &asked, PNG_MAX) == 0) {
		buf_reset(&png);
		if (draw(&lib, &asked, &png) != 0 ||
		    apart_send(fd, PNG, png.data, png.len) != 0)
			return;
	}
}

int
picture_png(ctxh *h, struct apart *apart, const struct buf *svg, double scale,
    struct buf *out)
{
	struct buf	ask = { 0 };
	char		letter = '\0';
	int		failed;

	buf_add(&ask, &scale, SCALE);
	buf_add(&ask, svg->data, svg->len);
	failed = buf_failed(&ask) ||
	    (apart->pid == 0 && apart_begin(apart, -1, paint, h) != 0);
	/* Where it gave up already it has said why. */
	if (!failed)
		(void)apart_send(apart->fd, SVG, ask.data, ask.len);
	buf_free(&ask);
	if (failed)
		return fail_nomem(h);
	if (apart_receive(apart->fd, &letter, out, PNG_MAX) != 0)
		return fail(h, CTXH_EFAIL, "%s", T(h, "a chart could not be "
		    "drawn; write the document as HTML"));
	if (buf_failed(out))
		return fail_nomem(h);
	return letter == PNG ? CTXH_OK : fail(h, CTXH_EFAIL, "%s", out->data);
}
