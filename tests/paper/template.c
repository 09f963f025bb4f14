/*
 * Fills in a template: `template [-v] FILE.docx MARKS.json >FILLED`.
 * What is wrong goes to standard error, and where; -v: in Vietnamese.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paper/template.h"

static void
read_file(const char *path, struct buf *b)
{
	FILE	*f = fopen(path, "rb");
	char	 chunk[4096];
	size_t	 n;

	if (f == NULL) {
		perror(path);
		exit(1);
	}
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(b, chunk, n);
	(void)fclose(f);
}

int
main(int argc, char **argv)
{
	struct ctxh_options opt = { .version = CTXH_OPTIONS_VERSION,
	    .lang = CTXH_EN };
	struct buf	 docx = { 0 }, json = { 0 }, out = { 0 };
	ctxh_value	*marks = NULL;
	const ctxh_value *where;
	char		*s;
	ctxh		*h;
	int		 rc;

	if (argc == 4 && strcmp(argv[1], "-v") == 0) {
		opt.lang = CTXH_VI;
		argc--, argv++;
	}
	if (argc != 3 || ctxh_new(&opt, &h) != CTXH_OK)
		return 1;
	read_file(argv[1], &docx);
	read_file(argv[2], &json);
	rc = ctxh_value_parse(h, json.data, json.len, &marks);
	if (rc == CTXH_OK)
		rc = template_fill(h, docx.data, docx.len, marks, &out);
	if (rc == CTXH_OK)
		(void)fwrite(out.data, 1, out.len, stdout);
	else {
		(void)fprintf(stderr, "%s\n", ctxh_message(h));
		if ((where = ctxh_where(h)) != NULL &&
		    (s = ctxh_value_print(where, 0)) != NULL) {
			(void)fprintf(stderr, "%s\n", s);
			ctxh_text_free(s);
		}
	}
	ctxh_value_free(marks);
	buf_free(&docx);
	buf_free(&json);
	buf_free(&out);
	ctxh_close(h);
	return rc;
}
