/*
 * The picture of a chart, which is JSON on standard input, for the tests and
 * for looking at it: `picture svg` or `picture png [SCALE]`.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paper/chart.h"

static int
draw(ctxh *h, const ctxh_value *chart, const char *format, double scale,
    struct buf *out)
{
	struct chart_size	size;
	struct apart		painter = { 0 };
	struct buf		svg = { 0 };
	int			rc;

	rc = chart_svg(h, chart, strcmp(format, "svg") == 0 ? out : &svg,
	    &size);
	if (rc == CTXH_OK && strcmp(format, "png") == 0)
		rc = picture_png(h, &painter, &svg, scale, out);
	apart_end(&painter);
	buf_free(&svg);
	return rc;
}

int
main(int argc, char **argv)
{
	struct buf	 in = { 0 }, out = { 0 };
	ctxh		*h = NULL;
	ctxh_value	*chart = NULL;
	char		 part[4096];
	size_t		 n;
	int		 rc;

	while ((n = fread(part, 1, sizeof(part), stdin)) > 0)
		buf_add(&in, part, n);
	if (argc < 2 || ctxh_new(NULL, &h) != CTXH_OK)
		return 2;
	rc = ctxh_value_parse(h, in.data, in.len, &chart);
	if (rc == CTXH_OK)
		rc = draw(h, chart, argv[1], argc > 2 ? atof(argv[2]) : 1,
		    &out);
	if (rc != CTXH_OK)
		fprintf(stderr, "%s\n", ctxh_message(h));
	else
		fwrite(out.data, 1, out.len, stdout);
	ctxh_value_free(chart);
	buf_free(&in);
	buf_free(&out);
	ctxh_close(h);
	return rc == CTXH_OK ? 0 : 1;
}
