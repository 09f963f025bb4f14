/*
 * The command table: a verb a line, in the order of help's overview.
 */
#include <string.h>

#include "cmd.h"
#include "verbs.h"

const struct cmd *const commands[] = {
	&cmd_init, &cmd_staff, &cmd_key, &cmd_config, &cmd_agency,
	&cmd_rules,
	&cmd_student,
	&cmd_intake, &cmd_assess, &cmd_plan, &cmd_approve, &cmd_progress,
	&cmd_review, &cmd_refer, &cmd_follow, &cmd_close, &cmd_reopen,
	&cmd_link, &cmd_support, &cmd_session, &cmd_consent, &cmd_record,
	&cmd_screen, &cmd_group, &cmd_mentor,
	&cmd_activity,
	&cmd_target,
	&cmd_yearplan,
	&cmd_resource,
	&cmd_list, &cmd_show, &cmd_due, &cmd_report, &cmd_print, &cmd_dashboard,
	&cmd_number,
	&cmd_calendar,
	&cmd_log, &cmd_undo, &cmd_fsck,
	&cmd_help, &cmd_version,
	NULL
};

static int
is_called(const struct cmd *c, const char *name)
{
	return strcmp(c->name, name) == 0 ||
	    (c->alias != NULL && strcmp(c->alias, name) == 0);
}

const struct cmd *
cmd_find(const char *name)
{
	for (size_t i = 0; commands[i] != NULL; i++)
		if (is_called(commands[i], name))
			return commands[i];
	return NULL;
}

const struct cmd *
cmd_find_sub(const struct cmd *c, const char *name)
{
	if (c->sub == NULL)
		return NULL;
	for (const struct cmd *s = c->sub; s->name != NULL; s++)
		if (is_called(s, name))
			return s;
	return NULL;
}

const char *
cmd_group_title(enum cmd_group group)
{
	static const char *const titles[GROUP_COUNT] = {
		N_("Start"), N_("Pupils"), N_("Cases"),
		N_("Prevention"),
		N_("What is due, lists and reports"),
		N_("Trace and safety"), N_("Help")
	};

	return T(titles[group]);
}
