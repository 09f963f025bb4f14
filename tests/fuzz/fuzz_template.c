/*
 * Templates: whatever the bytes, they are filled in, or it is said why not.
 * Input is a .docx as it stands, or the text of one, word/document.xml.  What
 * was filled in is a document again, whose marks can only be text.
 */
#include "paper/template.h"
#include "paper/zip.h"
#include "text/utf8.h"
#include "fuzz.h"

#define SMALL	4096

static const char types[] = "<Types xmlns=\"http://schemas.openxmlformats.org/"
    "package/2006/content-types\"><Override PartName=\"/word/document.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument."
    "wordprocessingml.document.main+xml\"/></Types>";
static const char said[] = "{\"name\":\"L\\u00f2 <&>\","
    "\"lines\":\"a\\nb\\tc\",\"none\":\"\",\"a\":[{\"x\":\"1\"},"
    "{\"y\":\"{{name}}\"}],\"b\":[{\"x\":\"2\"},{}],\"no\":[]}";

static void
make_docx(ctxh *h, const uint8_t *data, size_t size, struct buf *out)
{
	struct buf	 b = { 0 };
	struct zipout	*z;

	check(zipout_new(h, &z) == CTXH_OK);
	buf_str(&b, types);
	check(zipout_add(z, "[Content_Types].xml", &b) == CTXH_OK);
	buf_add(&b, data, size);
	check(zipout_add(z, "word/document.xml", &b) == CTXH_OK);
	check(zipout_done(z, out) == CTXH_OK);
	zipout_free(z);
	buf_free(&b);
}

static void
fill(ctxh *h, const char *data, size_t size, const ctxh_value *marks)
{
	struct buf	 out = { 0 }, again = { 0 };
	int		 rc = template_fill(h, data, size, marks, &out);

	check(rc == CTXH_OK ? out.len > 0 : rc == CTXH_EUSAGE &&
	    out.len == 0 && *ctxh_message(h) != '\0');
	if (rc == CTXH_EUSAGE)
		check(utf8_valid(ctxh_message(h), strlen(ctxh_message(h)),
		    NULL));
	/* A mark's braces may come together with those that were beside it. */
	if (rc == CTXH_OK && size < SMALL && out.len < SMALL) {
		rc = template_fill(h, out.data, out.len, marks, &again);
		check(rc == CTXH_OK || ctxh_value_get(ctxh_where(h), "mark") !=
		    NULL);
	}
	buf_free(&out);
	buf_free(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ctxh_options opt = { .version = CTXH_OPTIONS_VERSION,
	    .lang = CTXH_EN };
	struct buf	 b = { 0 };
	ctxh_value	*marks;
	ctxh		*h;

	check(ctxh_new(&opt, &h) == CTXH_OK);
	check(ctxh_value_parse(h, said, strlen(said), &marks) == CTXH_OK);
	if (size < 4 || memcmp(data, "PK\3\4", 4) != 0)
		make_docx(h, data, size, &b);
	else
		buf_add(&b, data, size);
	if (size > 0)
		fill(h, b.data, b.len, marks);
	buf_free(&b);
	ctxh_value_free(marks);
	ctxh_close(h);
	return 0;
}
