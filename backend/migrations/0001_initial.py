from tortoise import migrations
from tortoise.migrations import operations as ops
from backend.access.models import Role
from backend.grids.models import Tier
from backend.kit.clock import now
from backend.kit.ids import new
from backend.kit.sealed import SealedText
from backend.kit.words import Language
from backend.volunteers.models import QualificationKind, Skill, State
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint

class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateModel(
            name='Answer',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new, unique=True, db_index=True)),
                ('actor', fields.UUIDField()),
                ('key', fields.UUIDField()),
                ('asked', fields.CharField(max_length=64)),
                ('answer', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('answered_at', fields.DatetimeField(default=now, db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'answer', 'app': 'lianxin', 'unique_together': (('actor', 'key'),), 'pk_attr': 'id', 'table_description': 'What was answered to a key that a phone made, so that a repeated sending gets the same answer.'},
            bases=['Row'],
        ),
        ops.CreateModel(
            name='Deed',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new, unique=True, db_index=True)),
                ('at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('actor', fields.UUIDField(null=True)),
                ('verb', fields.CharField(max_length=60)),
                ('what', fields.CharField(max_length=40)),
                ('row', fields.UUIDField(null=True)),
                ('detail', fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ('number', fields.BigIntField(null=True, unique=True)),
                ('previous', fields.CharField(null=True, max_length=64)),
                ('hash', fields.CharField(null=True, max_length=64)),
            ],
            options={'table': 'deed', 'app': 'lianxin', 'indexes': [Index(fields=['what', 'row']), Index(fields=['actor', 'at'])], 'pk_attr': 'id', 'table_description': 'One line of the audit trail: who did what to which row, and nothing personal besides the id.'},
            bases=['Row'],
        ),
        ops.CreateModel(
            name='Grid',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new, unique=True, db_index=True)),
                ('code', fields.CharField(unique=True, max_length=40)),
                ('name', fields.CharField(max_length=80)),
                ('tier', fields.CharEnumField(description='CITY: CITY\nDISTRICT: DISTRICT\nTOWN: TOWN\nCOMMUNITY: COMMUNITY\nGRID: GRID\nMICRO_GRID: MICRO_GRID', enum_type=Tier, max_length=12)),
                ('tier_name', fields.CharField(default='', max_length=20)),
                ('parent', fields.ForeignKeyField('lianxin.Grid', source_field='parent_id', null=True, db_constraint=True, to_field='id', related_name='children', on_delete=OnDelete.RESTRICT)),
                ('path', fields.CharField(unique=True, max_length=120)),
                ('time_zone', fields.CharField(default='', max_length=40)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('closed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('version', fields.IntField(default=1)),
            ],
            options={'table': 'grid', 'app': 'lianxin', 'indexes': [Index(fields=['parent_id', 'path'])], 'pk_attr': 'id', 'table_description': 'A piece of ground that somebody answers for. Grids nest to any depth.'},
            bases=['Row'],
        ),
        ops.CreateModel(
            name='Person',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new, unique=True, db_index=True)),
                ('grid', fields.ForeignKeyField('lianxin.Grid', source_field='grid_id', null=True, db_constraint=True, to_field='id', related_name='people', on_delete=OnDelete.RESTRICT)),
                ('name', SealedText(generated=False, null=False, unique=False)),
                ('phone', SealedText(null=True, generated=False, unique=False)),
                ('phone_index', fields.CharField(null=True, unique=True, max_length=64)),
                ('language', fields.CharEnumField(default=Language.ZH_HANS, description='ZH_HANS: zh-Hans\nZH_HANT: zh-Hant\nEN: en', enum_type=Language, max_length=8)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('erased_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('version', fields.IntField(default=1)),
            ],
            options={'table': 'person', 'app': 'lianxin', 'pk_attr': 'id', 'table_description': 'Somebody: a resident, a volunteer, a leader, often all of them.'},
            bases=['Row'],
        ),
        ops.CreateModel(
            name='ApiToken',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new, unique=True, db_index=True)),
                ('name', fields.CharField(max_length=80)),
                ('maker', fields.ForeignKeyField('lianxin.Person', source_field='maker_id', db_constraint=True, to_field='id', related_name='api_tokens', on_delete=OnDelete.CASCADE)),
                ('grid', fields.ForeignKeyField('lianxin.Grid', source_field='grid_id', db_constraint=True, to_field='id', related_name='api_tokens', on_delete=OnDelete.CASCADE)),
                ('may_write', fields.BooleanField(default=False)),
                ('token', fields.CharField(unique=True, max_length=64)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('used_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('expires_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('revoked_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'api_token', 'app': 'lianxin', 'pk_attr': 'id', 'table_description': 'A key for another program, made by a leader: one subtree, reading or also writing.'},
            bases=['Row'],
        ),
        ops.CreateModel(
            name='Post',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('lianxin.Person', source_field='person_id', db_constraint=True, to_field='id', related_name='posts', on_delete=OnDelete.RESTRICT)),
                ('grid', fields.ForeignKeyField('lianxin.Grid', source_field='grid_id', db_constraint=True, to_field='id', related_name='posts', on_delete=OnDelete.RESTRICT)),
                ('role', fields.CharEnumField(description='LEADER: LEADER\nMEMBER: MEMBER\nPROFESSIONAL: PROFESSIONAL\nLIAISON: LIAISON\nEDITOR: EDITOR\nDISPATCHER: DISPATCHER', enum_type=Role, max_length=16)),
                ('seat', fields.CharField(null=True, max_length=64)),
                ('stands_in_for', fields.ForeignKeyField('lianxin.Post', source_field='stands_in_for_id', null=True, db_constraint=True, to_field='id', related_name='stand_ins', on_delete=OnDelete.RESTRICT)),
                ('appointed_by', fields.ForeignKeyField('lianxin.Person', source_field='appointed_by_id', null=True, db_constraint=True, to_field='id', related_name='appointments', on_delete=OnDelete.RESTRICT)),
                ('since', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('until', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('ended_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'post', 'app': 'lianxin', 'unique_together': (('grid', 'seat'),), 'indexes': [Index(fields=['person_id', 'ended_at'])], 'pk_attr': 'id', 'table_description': 'One person holding one role in one grid, from a day on and perhaps until another.'},
            bases=['Row'],
        ),
        ops.CreateModel(
            name='Session',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('lianxin.Person', source_field='person_id', db_constraint=True, to_field='id', related_name='sessions', on_delete=OnDelete.CASCADE)),
                ('token', fields.CharField(unique=True, max_length=64)),
                ('device', fields.CharField(max_length=120)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('seen_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('expires_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('revoked_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'session', 'app': 'lianxin', 'pk_attr': 'id', 'table_description': 'One device on which somebody is signed in.'},
            bases=['Row'],
        ),
        ops.CreateModel(
            name='SignInCode',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('lianxin.Person', source_field='person_id', null=True, db_constraint=True, to_field='id', related_name='codes', on_delete=OnDelete.CASCADE)),
                ('phone_index', fields.CharField(db_index=True, max_length=64)),
                ('code', fields.CharField(max_length=64)),
                ('tries_left', fields.IntField(default=5)),
                ('expires_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('used_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'sign_in_code', 'app': 'lianxin', 'constraints': [CheckConstraint(check='tries_left >= 0', name='code_tries')], 'pk_attr': 'id', 'table_description': 'A six-digit code that proves whoever holds a phone, or was told by their leader, once.'},
            bases=['Row'],
        ),
        ops.CreateModel(
            name='Volunteer',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new, unique=True, db_index=True)),
                ('person', fields.OneToOneField('lianxin.Person', source_field='person_id', db_constraint=True, to_field='id', related_name='volunteering', on_delete=OnDelete.RESTRICT)),
                ('grid', fields.ForeignKeyField('lianxin.Grid', source_field='grid_id', db_constraint=True, to_field='id', related_name='volunteers', on_delete=OnDelete.RESTRICT)),
                ('reach', fields.CharEnumField(description='CITY: CITY\nDISTRICT: DISTRICT\nTOWN: TOWN\nCOMMUNITY: COMMUNITY\nGRID: GRID\nMICRO_GRID: MICRO_GRID', enum_type=Tier, max_length=12)),
                ('ground', fields.ForeignKeyField('lianxin.Grid', source_field='ground_id', db_constraint=True, to_field='id', related_name='reached_by', on_delete=OnDelete.RESTRICT)),
                ('state', fields.CharEnumField(default=State.WAITING, description='WAITING: WAITING\nAPPROVED: APPROVED\nDECLINED: DECLINED\nENDED: ENDED\nLEFT: LEFT', enum_type=State, max_length=10)),
                ('partner_group', SealedText(default='', generated=False, null=False, unique=False)),
                ('applied_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('decided_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('decided_by', fields.ForeignKeyField('lianxin.Person', source_field='decided_by_id', null=True, db_constraint=True, to_field='id', related_name='decided_volunteers', on_delete=OnDelete.RESTRICT)),
                ('reason', SealedText(default='', generated=False, null=False, unique=False)),
                ('paused_until', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('version', fields.IntField(default=1)),
            ],
            options={'table': 'volunteer', 'app': 'lianxin', 'indexes': [Index(fields=['grid_id', 'state']), Index(fields=['ground_id', 'state'])], 'pk_attr': 'id', 'table_description': 'A person who offered time to a grid: one row a person, however often they come and go.'},
            bases=['Row'],
        ),
        ops.CreateModel(
            name='Qualification',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new, unique=True, db_index=True)),
                ('volunteer', fields.ForeignKeyField('lianxin.Volunteer', source_field='volunteer_id', db_constraint=True, to_field='id', related_name='qualifications', on_delete=OnDelete.CASCADE)),
                ('kind', fields.CharEnumField(description='HEALTH_CERTIFICATE: HEALTH_CERTIFICATE\nDOCTOR: DOCTOR\nNURSE: NURSE\nFIRST_AID: FIRST_AID\nDRIVING_LICENCE: DRIVING_LICENCE\nCOUNSELLOR: COUNSELLOR\nELECTRICIAN: ELECTRICIAN\nOTHER: OTHER', enum_type=QualificationKind, max_length=20)),
                ('note', SealedText(default='', generated=False, null=False, unique=False)),
                ('expires_on', fields.DateField()),
                ('checked_by', fields.ForeignKeyField('lianxin.Person', source_field='checked_by_id', db_constraint=True, to_field='id', related_name='checked_qualifications', on_delete=OnDelete.RESTRICT)),
                ('checked_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('told_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('removed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'qualification', 'app': 'lianxin', 'indexes': [Index(fields=['told_at', 'expires_on'])], 'pk_attr': 'id', 'table_description': 'A paper that a leader has seen, and until when it holds.'},
            bases=['Row'],
        ),
        ops.CreateModel(
            name='VolunteerHours',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new, unique=True, db_index=True)),
                ('volunteer', fields.ForeignKeyField('lianxin.Volunteer', source_field='volunteer_id', db_constraint=True, to_field='id', related_name='hours', on_delete=OnDelete.CASCADE)),
                ('weekday', fields.SmallIntField()),
                ('begins', fields.SmallIntField()),
                ('ends', fields.SmallIntField()),
            ],
            options={'table': 'volunteer_hours', 'app': 'lianxin', 'unique_together': (('volunteer', 'weekday', 'begins'),), 'constraints': [CheckConstraint(check='weekday BETWEEN 1 AND 7', name='hours_weekday'), CheckConstraint(check='begins >= 0 AND begins < ends AND ends <= 1440', name='hours_order')], 'pk_attr': 'id', 'table_description': 'A stretch of a week in which a volunteer has time, by the clock of their grid.'},
            bases=['Row'],
        ),
        ops.CreateModel(
            name='VolunteerSkill',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new, unique=True, db_index=True)),
                ('volunteer', fields.ForeignKeyField('lianxin.Volunteer', source_field='volunteer_id', db_constraint=True, to_field='id', related_name='skills', on_delete=OnDelete.CASCADE)),
                ('skill', fields.CharEnumField(description='CARRYING: CARRYING\nDRIVING: DRIVING\nSHOPPING: SHOPPING\nCOOKING: COOKING\nMEDICAL: MEDICAL\nCOUNSELLING: COUNSELLING\nCHILD_CARE: CHILD_CARE\nELDER_CARE: ELDER_CARE\nDISINFECTING: DISINFECTING\nREPAIRS: REPAIRS\nTRANSLATING: TRANSLATING\nTEACHING_PHONES: TEACHING_PHONES', enum_type=Skill, max_length=20)),
            ],
            options={'table': 'volunteer_skill', 'app': 'lianxin', 'unique_together': (('volunteer', 'skill'),), 'pk_attr': 'id', 'table_description': 'One thing that one volunteer can do.'},
            bases=['Row'],
        ),
    ]
