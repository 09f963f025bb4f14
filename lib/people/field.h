/* What is known of a pupil, and what columns of lists are named. */
#ifndef PEOPLE_FIELD_H
#define PEOPLE_FIELD_H

/* The order is that of a version's members. */
enum field {
	FIELD_NONE,		/* of a column that is passed over */
	FIELD_MOET, FIELD_SCHOOL, FIELD_PERSONAL,
	FIELD_NAME, FIELD_SURNAME, FIELD_GIVEN, FIELD_BORN,
	FIELD_SEX, FIELD_FEMALE, FIELD_MALE, FIELD_CLASS, FIELD_GRADE,
	FIELD_ETHNIC, FIELD_STATUS,
	FIELD_POOR, FIELD_NEAR_POOR, FIELD_DISABLED, FIELD_POLICY,
	FIELD_REPEATS, FIELD_PIONEER,
	FIELD_PHONE, FIELD_ADDRESS, FIELD_HAMLET,
	FIELD_PROVINCE, FIELD_DISTRICT,
	FIELD_COMMUNE, FIELD_BIRTHPLACE, FIELD_RELIGION, FIELD_NATIONALITY,
	FIELD_AREA, FIELD_TEACHER,
	FIELD_FATHER, FIELD_FATHER_BORN, FIELD_FATHER_JOB, FIELD_FATHER_PHONE,
	FIELD_MOTHER, FIELD_MOTHER_BORN, FIELD_MOTHER_JOB, FIELD_MOTHER_PHONE,
	FIELD_GUARDIAN, FIELD_GUARDIAN_BORN, FIELD_GUARDIAN_JOB,
	FIELD_GUARDIAN_PHONE,
	FIELD_COUNT
};
#define FIELD_FLAGS	FIELD_POOR	/* to FIELD_PIONEER */
#define FIELD_TEXTS	FIELD_PHONE	/* to the end: into the person */

struct field_def {
	const char	*id;		/* as in map, and in the person */
	const char	*label;		/* as people know it */
	const char	*aliases;	/* folded, no blanks, between '|' */
	const char	*flag;		/* in the facts' "flags", or NULL */
};
extern const struct field_def student_fields[FIELD_COUNT];

#endif
