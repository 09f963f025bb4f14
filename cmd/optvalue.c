/*
 * A table of options as a value, from which manuals and completion come.
 */
#include "cmd.h"
#include "opt.h"
#include "util.h"

static ctxh_value *
option_value(const struct opt_spec *s)
{
	static const char *const kinds[] = { "", "flag", "bool", "text", "int",
	    "time" };
	ctxh_value *v = ctxh_value_object(), *list, *item;
	char letter[2] = { s->letter, '\0' };

	val_put_text(v, "name", s->name);
	val_put_text(v, "letter", s->letter ? letter : NULL);
	val_put_text(v, "kind", kinds[s->kind]);
	val_put_bool(v, "repeat", (s->flags & OPT_REPEAT) != 0);
	val_put_bool(v, "required", (s->flags & OPT_REQUIRED) != 0);
	val_put_bool(v, "file", (s->flags & OPT_FILE) != 0);
	val_put_text(v, "arg", T(s->arg));
	val_put_text(v, "help", T(s->help));
	if (s->choices == NULL)
		return v;
	list = ctxh_value_list();
	for (const struct opt_choice *c = s->choices; c->code != NULL; c++) {
		item = ctxh_value_object();
		val_put_text(item, "code", c->code);
		val_put_text(item, "label", T(c->label));
		val_push(list, item);
	}
	val_put(v, "choices", list);
	return v;
}

ctxh_value *
opts_value(const struct opts *o)
{
	ctxh_value *list = ctxh_value_list();

	for (size_t i = 0; i < o->nspecs; i++)
		if (!(o->specs[i]->flags & OPT_HIDDEN))
			val_push(list, option_value(o->specs[i]));
	return list;
}

ctxh_value *
opt_value(const struct cmd *c, const struct opts *o)
{
	ctxh_value *v = ctxh_value_object();

	val_put_text(v, "name", c->name);
	val_put_text(v, "alias", c->alias);
	val_put_text(v, "summary", T(c->summary));
	val_put_text(v, "args", T(c->args));
	val_put(v, "options", opts_value(o));
	return v;
}
