/*
 * What the lines of one field say.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "edit.h"
#include "label.h"
#include "util.h"

#define INDENT	4	/* blanks that say: this line is text */
#define BLANKS	" \t"

/* The line without the blanks that only say that it is text. */
static const char *
outdent(const char *s)
{
	if (*s == '\t')
		return s + 1;
	for (int i = 0; i < INDENT && *s == ' '; i++)
		s++;
	return s;
}

size_t
edit_trim(const char **s, size_t len)
{
	while (len > 0 && strchr(" \t\n", **s) != NULL) {
		(*s)++;
		len--;
	}
	while (len > 0 && strchr(" \t\n", (*s)[len - 1]) != NULL)
		len--;
	return len;
}

/* A text without the blanks around it; NULL where nothing is left. */
static ctxh_value *
text_value(const char *s, size_t len)
{
	ctxh_value *v = NULL;
	char *copy;

	len = edit_trim(&s, len);
	if (len > 0) {
		copy = xstrndup(s, len);
		v = ctxh_value_text(copy);
		wipe_free(copy);
	}
	return v;
}

size_t
edit_line(const char *s, const char **next)
{
	size_t len = strcspn(s, "\n");

	*next = s + len + (s[len] == '\n');
	return len;
}

static ctxh_value *
read_text(const char *raw)
{
	struct str b = { 0 };
	const char *s, *next;
	ctxh_value *v;
	size_t len;

	len = edit_line(raw, &next);
	str_add(&b, raw, len);
	while (*(s = next) != '\0') {
		len = edit_line(s, &next);
		str_add(&b, "\n", 1);
		str_add(&b, outdent(s), len - (size_t)(outdent(s) - s));
	}
	v = text_value(b.s, b.len);
	wipe_free(b.s);
	return v;
}

static void
push_text(ctxh_value *list, struct str *b)
{
	ctxh_value *v = text_value(b->s == NULL ? "" : b->s, b->len);

	if (v != NULL)
		val_push(list, v);
	b->len = 0;
}

/* "- ", not indented as far as text is. */
static int
is_dash(const char *s)
{
	const char *p = s + strspn(s, " ");

	return p - s < INDENT && *p == '-' &&
	    (p[1] == '\0' || strchr(" \t\n", p[1]) != NULL);
}

/* Each line is a text of its own; behind "- " it goes on in the lines that
 * are indented. */
static ctxh_value *
read_texts(const char *raw)
{
	ctxh_value *list = ctxh_value_list();
	struct str b = { 0 };
	const char *s, *next, *p;
	int dashed = 0;
	size_t len;

	for (s = raw; *s != '\0'; s = next) {
		len = edit_line(s, &next);
		if (dashed && !is_dash(s) && (len == 0 || *s == ' ' ||
		    *s == '\t')) {
			p = outdent(s);
			str_add(&b, "\n", 1);
			str_add(&b, p, len - (size_t)(p - s));
			continue;
		}
		push_text(list, &b);
		p = s + strspn(s, BLANKS);
		dashed = is_dash(s);
		str_add(&b, p + dashed, len - (size_t)(p + dashed - s));
	}
	push_text(list, &b);
	if (b.s != NULL)
		wipe(b.s, b.cap);
	free(b.s);
	return list;
}

/* "code  its label", as the line stands in the comment, is the code. */
static size_t
code_of_line(const ctxh_value *field, const char *s, size_t len)
{
	size_t word = strcspn(s, " \t\n"), rest;
	const char *label = s + word;
	char *code;
	int same;

	if (word >= len)
		return 0;
	code = xstrndup(s, word);
	rest = edit_trim(&label, len - word);
	same = val_find(ctxh_value_get(field, "choices"), "code", code) !=
	    NULL && strlen(choice_label(field, code)) == rest &&
	    strncmp(choice_label(field, code), label, rest) == 0;
	free(code);
	return same ? word : 0;
}

static ctxh_value *
read_codes(const ctxh_value *field, const char *raw)
{
	static const char *const between = " \t\n,;";
	ctxh_value *list = ctxh_value_list(), *v;
	const char *s, *next;
	size_t len, word;

	for (s = raw; *s != '\0'; s = next) {
		len = edit_line(s, &next);
		if (*s == '-' && len > 1 && strchr(BLANKS, s[1]) != NULL)
			s++;
		s += strspn(s, BLANKS);
		len = strcspn(s, "\n");
		word = code_of_line(field, s, len);
		if (word > 0)
			len = word;
		while (len > 0) {
			word = strcspn(s, between);
			if (word > len)
				word = len;
			v = text_value(s, word);
			if (v != NULL)
				val_push(list, v);
			if (word < len)
				word++;
			s += word;
			len -= word;
		}
	}
	return list;
}

static ctxh_value *
read_word(const ctxh_value *field, const char *raw)
{
	const char *s = raw;
	size_t len = edit_trim(&s, strlen(raw)), word;

	word = code_of_line(field, s, len);
	return text_value(s, word > 0 ? word : len);
}

ctxh_value *
edit_value(const ctxh_value *field, const char *raw)
{
	ctxh_value *v;

	switch (field_type(field)) {
	case FIELD_TEXT:
		return read_text(raw);
	case FIELD_TEXTS:
		v = read_texts(raw);
		break;
	case FIELD_CODES:
		v = read_codes(field, raw);
		break;
	default:
		return read_word(field, raw);
	}
	if (ctxh_value_count(v) > 0)
		return v;
	ctxh_value_free(v);
	return NULL;
}
