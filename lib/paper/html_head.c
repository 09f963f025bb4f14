/* What stands above and below the text of an official document. */
#include "paper/html_inside.h"

static void
some(struct html *w, const char *class, const char *text)
{
	if (text != NULL)
		html_element(w, "p", class, text);
}

void
html_letterhead(struct html *w, const struct block *b)
{
	size_t i;

	html_put(w, "<header class=\"head\">\n<div class=\"org\">\n");
	for (i = 0; i < b->lines.n; i++)
		html_element(w, "p", NULL, b->lines.s[i]);
	some(w, "b rule", b->text);
	some(w, NULL, b->number);
	some(w, NULL, b->about);
	html_put(w, "</div>\n<div class=\"nation\">\n");
	html_element(w, "p", "b", PAPER_NATION);
	html_element(w, "p", "b rule motto", PAPER_MOTTO);
	some(w, "i", b->date);
	html_put(w, "</div>\n</header>\n");
}

/* Lines with a dash before each, which some have already. */
static void
dashed(struct html *w, const struct texts *t)
{
	size_t i;

	html_put(w, "<ul>\n");
	for (i = 0; i < t->n; i++) {
		html_put(w, t->s[i][0] == '-' ? "<li>" : "<li>- ");
		html_text(w, t->s[i]);
		html_put(w, "</li>\n");
	}
	html_put(w, "</ul>\n");
}

void
html_to(struct html *w, const struct block *b)
{
	html_put(w, "<div class=\"to\">\n");
	html_element(w, "p", NULL, "Kính gửi:");
	if (b->lines.n == 1)
		html_element(w, "p", NULL, b->lines.s[0]);
	else
		dashed(w, &b->lines);
	html_put(w, "</div>\n");
}

static void
signer(struct html *w, const struct paper_signer *s)
{
	size_t i;

	html_put(w, "<div class=\"signer\">\n");
	for (i = 0; i < s->title.n; i++)
		html_element(w, "p", "b", s->title.s[i]);
	some(w, "i", s->note);
	html_element(w, "p", "name", s->name);
	html_put(w, "</div>\n");
}

/* Who gets it stands left of one who signs, below two. */
void
html_signatures(struct html *w, const struct block *b)
{
	size_t i;

	html_put(w, "<div class=\"sign\">\n");
	if (b->lines.n > 0) {
		html_put(w, b->nsigners > 1 ? "<div class=\"sent last\">\n" :
		    "<div class=\"sent\">\n");
		html_element(w, "p", NULL, "Nơi nhận:");
		dashed(w, &b->lines);
		html_put(w, "</div>\n");
	} else if (b->nsigners == 1) {
		html_put(w, "<div class=\"sent\"></div>\n");
	}
	for (i = 0; i < b->nsigners; i++)
		signer(w, &b->signers[i]);
	html_put(w, "</div>\n");
}
