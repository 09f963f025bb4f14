/*
 * Options on the looks of official documents.
 */
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "cmd.h"
#include "opt.h"
#include "out.h"
#include "paper.h"
#include "paper_look.h"
#include "util.h"

const struct opt_choice paper_titles[] = {
	{ "hieu-truong", "HIỆU TRƯỞNG" },
	{ "kt-hieu-truong", "KT. HIỆU TRƯỞNG / PHÓ HIỆU TRƯỞNG" },
	{ "phu-trach", "PHỤ TRÁCH TRƯỜNG" },
	{ "giam-doc", "GIÁM ĐỐC" },
	{ "kt-giam-doc", "KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC" },
	{ 0 }
};

static int
has(const struct opts *o, const char *name)
{
	for (size_t i = 0; i < o->nspecs; i++)
		if (strcmp(o->specs[i]->name, name) == 0)
			return opt_given(o, name);
	return 0;
}

/* NULL where the option was not given; an empty one is nobody, so that a copy
 * of the settings can be left out. */
static ctxh_value *
all_of(const struct opts *o, const char *name)
{
	ctxh_value *list;

	if (!has(o, name))
		return NULL;
	list = ctxh_value_list();
	for (size_t i = 0; i < opt_count(o, name); i++)
		if (*opt_nth(o, name, i) != '\0')
			val_push(list, ctxh_value_text(opt_nth(o, name, i)));
	return list;
}

void
paper_look(const struct opts *o, struct ctxh_paper *look)
{
	look->version = CTXH_PAPER_VERSION;
	look->number = has(o, "number") ? opt_text(o, "number") : NULL;
	look->date = has(o, "date") ? opt_text(o, "date") : NULL;
	look->signer = has(o, "signer") ? opt_text(o, "signer") : NULL;
	look->signer_title = has(o, "signer-title") ?
	    opt_text(o, "signer-title") : NULL;
	look->to = all_of(o, "addressee");
	look->copies = all_of(o, "copy");
}

void
paper_look_free(struct ctxh_paper *look)
{
	ctxh_value_free((ctxh_value *)look->to);
	ctxh_value_free((ctxh_value *)look->copies);
}

static int
ends_with(const char *path, const char *suffix)
{
	size_t n = strlen(path), k = strlen(suffix);

	return n > k && strcasecmp(path + n - k, suffix) == 0;
}

const char *
paper_suffix(const char *path)
{
	static const struct { const char *suffix, *format; } list[] = {
		{ ".docx", PAPER_DOCX }, { ".xlsx", PAPER_XLSX },
		{ ".html", PAPER_HTML }, { ".htm", PAPER_HTML },
		{ ".txt", "text" }, { ".csv", "csv" }, { ".json", "json" },
		{ ".jsonl", "jsonl" },
	};

	for (size_t i = 0; path != NULL && i < sizeof(list) /
	    sizeof(list[0]); i++)
		if (ends_with(path, list[i].suffix))
			return list[i].format;
	return NULL;
}

const char *
paper_format(const struct app *app, const char *path)
{
	static const char *const files[] = { PAPER_DOCX, PAPER_XLSX,
	    PAPER_HTML };
	const char *format = app_paper_format(app), *by = paper_suffix(path);

	if (format != NULL)
		return format;
	if (by == NULL || (app->format != NULL &&
	    strcmp(app->format, "text") == 0))
		return "text";
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (strcmp(by, files[i]) == 0)
			return by;
	return "text";
}

/* A text under such a name would not open. */
static const struct other {
	const char *suffix, *instead;
} others[] = {
	{ ".pdf", ".docx" }, { ".doc", ".docx" }, { ".odt", ".docx" },
	{ ".rtf", ".docx" }, { ".xls", ".xlsx" }, { ".ods", ".xlsx" },
};

static const struct other *
other_of(const char *path)
{
	for (size_t i = 0; path != NULL && i < sizeof(others) /
	    sizeof(*others); i++)
		if (ends_with(path, others[i].suffix))
			return &others[i];
	return NULL;
}

/* A name that says something else than what will be in the file; .json may
 * hold an object a line. */
static int
check_suffix(struct app *app, const char *format, const char *path)
{
	const char *by = paper_suffix(path);

	if (by == NULL || strncmp(by, format, strlen(by)) == 0)
		return CTXH_OK;
	return app_fail(app, CTXH_EUSAGE, T("\"%s\" is called as %s is, and "
	    "would be %s; call it otherwise, or choose another --format"),
	    path, by, format);
}

int
paper_check_format(struct app *app, const char *format, const char *path)
{
	const struct other *o = other_of(path);
	int rc;

	if (o != NULL)
		return app_fail(app, CTXH_EUSAGE, T("%s is not a format of "
		    "ctxh; write %s, and save that as %s"), o->suffix,
		    o->instead, o->suffix);
	if ((rc = check_suffix(app, format, path)) != CTXH_OK ||
	    (rc = file_may_replace(app, path)) != CTXH_OK)
		return rc;
	if ((strcmp(format, PAPER_DOCX) != 0 &&
	    strcmp(format, PAPER_XLSX) != 0) ||
	    (path != NULL && strcmp(path, "-") != 0) ||
	    !isatty(STDOUT_FILENO))
		return CTXH_OK;
	return app_fail(app, CTXH_EUSAGE, T("a .%s file is not for a "
	    "terminal; write it to a file with -o FILE"), format);
}
