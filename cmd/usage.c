/*
 * --help, and the table of options as a value.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "opt.h"
#include "out.h"
#include "util.h"

#define COLUMNS 79
#define INDENT	28		/* where the options' texts begin */

const struct opt_spec opt_globals[] = {
	{ "store", 0, OPT_TEXT, OPT_FILE, N_("FILE"),
	    N_("the store; default: $CTXH_STORE, or ctxh.db here or above"),
	    NULL },
	{ "as", 0, OPT_TEXT, 0, N_("HANDLE"),
	    N_("who works, where there are several keys; or $CTXH_USER"),
	    NULL },
	{ "lang", 0, OPT_TEXT, 0, N_("LANG"), N_("the language of messages"),
	    (const struct opt_choice[]){ { "vi", "tiếng Việt" },
	    { "en", "English" }, { 0 } } },
	{ "format", 0, OPT_TEXT, 0, N_("FORMAT"), N_("how results look"),
	    (const struct opt_choice[]){ { "text", N_("for people") },
	    { "csv", N_("for spreadsheets") }, { "json", N_("for programs") },
	    { "jsonl", N_("a JSON object a line") }, { 0 } } },
	{ "color", 0, OPT_TEXT, 0, N_("WHEN"), N_("colour"),
	    (const struct opt_choice[]){ { "auto", N_("on a terminal") },
	    { "always", NULL }, { "never", NULL }, { 0 } } },
	{ "no-pager", 0, OPT_FLAG, 0, NULL, N_("never start a pager"), NULL },
	{ "no-input", 0, OPT_FLAG, 0, NULL, N_("never ask anything"), NULL },
	{ "passphrase-fd", 0, OPT_INT, 0, N_("N"),
	    N_("read the key's passphrase from this file descriptor"), NULL },
	{ "help", 'h', OPT_FLAG, 0, NULL, N_("this text"), NULL },
	{ 0 }
};

/* Words of text, wrapped; the cursor stands at column at, next lines begin at
 * indent. */
static void
wrap(struct out *out, const char *text, size_t at, size_t indent)
{
	char *copy = xstrdup(text), *word, *rest = copy;
	size_t start = at;

	while ((word = strtok_r(rest, " ", &rest)) != NULL) {
		if (at > start && at + 1 + out_width(word) > COLUMNS) {
			out_puts(out, "\n");
			out_pad(out, "", indent);
			at = start = indent;
		} else if (at > start) {
			out_puts(out, " ");
			at++;
		}
		out_puts(out, word);
		at += out_width(word);
	}
	out_puts(out, "\n");
	free(copy);
}

/* The option as it stands in the usage line: "[--year YEAR]..." */
static void
usage_item(struct str *line, const struct opt_spec *s)
{
	int needed = (s->flags & OPT_REQUIRED) != 0;

	str_printf(line, " %s--%s%s%s%s%s", needed ? "" : "[", s->name,
	    s->arg != NULL ? "\xc2\xa0" : "", s->arg != NULL ? T(s->arg) : "",
	    needed ? "" : "]", (s->flags & OPT_REPEAT) ? "..." : "");
}

static int
shown(const struct opt_spec *s)
{
	for (const struct opt_spec *g = opt_globals; g->kind != OPT_END; g++)
		if (g == s)
			return 0;
	return !(s->flags & OPT_HIDDEN);
}

/* A no-break space keeps an option and its argument on one line; it is
 * printed as a plain one. */
static void
plain_spaces(char *s)
{
	char *to = s;

	for (; *s != '\0'; s++) {
		if (strncmp(s, "\xc2\xa0", 2) == 0) {
			*to++ = ' ';
			s++;
		} else {
			*to++ = *s;
		}
	}
	*to = '\0';
}

static void
wrap_usage(struct out *out, const struct str *line, size_t indent)
{
	char *copy = xstrdup(line->s), *word, *rest = copy;
	size_t at = 0;

	while ((word = strtok_r(rest, " ", &rest)) != NULL) {
		plain_spaces(word);
		if (at > 0 && at + 1 + out_width(word) > COLUMNS) {
			out_puts(out, "\n");
			out_pad(out, "", indent);
			at = indent;
		} else if (at > 0) {
			out_puts(out, " ");
			at++;
		}
		out_puts(out, word);
		at += out_width(word);
	}
	out_puts(out, "\n");
	free(copy);
}

static void
usage(struct out *out, const struct cmd *parent, const struct cmd *c,
    const struct opts *o)
{
	struct str line = { 0 };
	size_t indent, n = 0;

	str_printf(&line, "%s ctxh %s%s%s", T("usage:"),
	    parent == NULL ? "" : parent->name, parent == NULL ? "" : " ",
	    c->name);
	indent = out_width(line.s) + 1;
	if (c->sub != NULL)
		str_printf(&line, c->run == NULL ? " %s" : " [%s]",
		    T("SUBVERB"));
	if (c->args != NULL)
		str_printf(&line, " %s", T(c->args));
	for (size_t i = 0; i < o->nspecs; i++)
		n += shown(o->specs[i]) ? 1 : 0;
	for (size_t i = 0; i < o->nspecs; i++)
		if (shown(o->specs[i]) && (n <= 12 ||
		    (o->specs[i]->flags & OPT_REQUIRED)))
			usage_item(&line, o->specs[i]);
	if (n > 12)
		str_printf(&line, " [%s]", T("OPTIONS"));
	wrap_usage(out, &line, indent);
	free(line.s);
}

static void
show_choices(struct out *out, const struct opt_choice *c)
{
	size_t widest = 0, w;

	for (const struct opt_choice *i = c; i->code != NULL; i++) {
		w = out_width(i->code);
		widest = w > widest ? w : widest;
	}
	for (; c->code != NULL; c++) {
		out_pad(out, "", INDENT + 2);
		if (c->label == NULL) {
			out_printf(out, "%s\n", c->code);
			continue;
		}
		out_pad(out, c->code, widest + 2);
		wrap(out, T(c->label), INDENT + widest + 4,
		    INDENT + widest + 4);
	}
}

static void
show_option(struct out *out, const struct opt_spec *s)
{
	char *left;
	size_t at;

	left = xasprintf("  %c%c%s--%s%s%s%s",
	    s->letter ? '-' : ' ', s->letter ? s->letter : ' ',
	    s->letter ? ", " : "  ", s->name, s->arg != NULL ? " " : "",
	    s->arg != NULL ? T(s->arg) : "",
	    (s->flags & OPT_REPEAT) ? "..." : "");
	at = out_width(left);
	out_puts(out, left);
	free(left);
	if (s->help == NULL) {
		out_puts(out, "\n");
	} else {
		if (at + 2 > INDENT) {
			out_puts(out, "\n");
			at = 0;
		}
		out_pad(out, "", INDENT - at);
		wrap(out, T(s->help), INDENT, INDENT);
	}
	if (s->choices != NULL)
		show_choices(out, s->choices);
}

static void
show_subs(struct out *out, const struct cmd *c)
{
	out_printf(out, "\n%s\n", T("Subverbs:"));
	for (const struct cmd *s = c->sub; s->name != NULL; s++) {
		if (s->flags & CMD_HIDDEN)
			continue;
		out_puts(out, "  ");
		out_pad(out, s->name, 14);
		wrap(out, T(s->summary), 16, 16);
	}
}

static void
show_options(struct out *out, const struct opts *o)
{
	int first = 1;

	for (size_t i = 0; i < o->nspecs; i++) {
		if (!shown(o->specs[i]))
			continue;
		if (first)
			out_printf(out, "\n%s\n", T("Options:"));
		first = 0;
		show_option(out, o->specs[i]);
	}
}

void
opt_help(struct out *out, const struct cmd *parent, const struct cmd *c,
    const struct opts *o)
{
	usage(out, parent, c, o);
	out_puts(out, "\n");
	wrap(out, T(c->summary), 0, 0);
	if (c->alias != NULL)
		out_printf(out, "%s ctxh %s\n", T("also called:"), c->alias);
	if (c->help != NULL) {
		out_puts(out, "\n");
		wrap(out, T(c->help), 0, 0);
	}
	if (c->sub != NULL)
		show_subs(out, c);
	show_options(out, o);
	if (c->example != NULL)
		out_printf(out, "\n%s\n%s\n", T("Examples:"), c->example);
	out_puts(out, "\n");
	wrap(out, T("Options of every verb (--store, --format, ...): "
	    "see ctxh help."), 0, 0);
}
