from tortoise import migrations
from tortoise.migrations import operations as ops
from backend.kit.clock import now
from backend.kit.ids import new
from backend.kit.sealed import SealedText
from backend.push.models import Kind
from backend.shifts.clock_models import DueKind
from backend.shifts.models import ShiftState, SignupState, WorkKind
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint

class Migration(migrations.Migration):
    dependencies = [('lianxin', '0002_found_by_person_and_by_day')]

    initial = False

    operations = [
        ops.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new, unique=True, db_index=True)),
                ('person', fields.OneToOneField('lianxin.Person', source_field='person_id', db_constraint=True, to_field='id', related_name='calendar_feed', on_delete=OnDelete.CASCADE)),
                ('secret', SealedText(generated=False, null=False, unique=False)),
                ('secret_index', fields.CharField(unique=True, max_length=64)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('read_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'calendar_feed', 'app': 'lianxin', 'pk_attr': 'id'},
            bases=['Row'],
        ),
        ops.CreateModel(
            name='Rota',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new, unique=True, db_index=True)),
                ('grid', fields.ForeignKeyField('lianxin.Grid', source_field='grid_id', db_constraint=True, to_field='id', related_name='rotas', on_delete=OnDelete.RESTRICT)),
                ('name', fields.CharField(max_length=60)),
                ('first_day', fields.DateField()),
                ('weeks', fields.SmallIntField()),
                ('template', fields.TextField(unique=False)),
                ('created_by', fields.ForeignKeyField('lianxin.Person', source_field='created_by_id', db_constraint=True, to_field='id', related_name='rotas', on_delete=OnDelete.RESTRICT)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'rota', 'app': 'lianxin', 'constraints': [CheckConstraint(check='weeks BETWEEN 1 AND 53', name='rota_weeks')], 'indexes': [Index(fields=['grid_id', 'first_day'])], 'pk_attr': 'id'},
            bases=['Row'],
        ),
        ops.CreateModel(
            name='Shift',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new, unique=True, db_index=True)),
                ('grid', fields.ForeignKeyField('lianxin.Grid', source_field='grid_id', db_constraint=True, to_field='id', related_name='shifts', on_delete=OnDelete.RESTRICT)),
                ('rota', fields.ForeignKeyField('lianxin.Rota', source_field='rota_id', null=True, db_constraint=True, to_field='id', related_name='shifts', on_delete=OnDelete.RESTRICT)),
                ('series', fields.UUIDField(null=True, db_index=True)),
                ('kind', fields.CharEnumField(description='GUARD: GUARD\nDISINFECTION: DISINFECTION\nDELIVERY: DELIVERY\nPUBLICITY: PUBLICITY\nVISITS: VISITS\nDESK: DESK\nREMOTE_DESK: REMOTE_DESK', enum_type=WorkKind, max_length=12)),
                ('place', fields.CharField(max_length=80)),
                ('starts_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('ends_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('brief', SealedText(default='', generated=False, null=False, unique=False)),
                ('bring', SealedText(default='', generated=False, null=False, unique=False)),
                ('contact', fields.ForeignKeyField('lianxin.Person', source_field='contact_id', db_constraint=True, to_field='id', related_name='shifts_answered_for', on_delete=OnDelete.RESTRICT)),
                ('by_approval', fields.BooleanField(default=False)),
                ('state', fields.CharEnumField(default=ShiftState.PLANNED, description='PLANNED: PLANNED\nCANCELLED: CANCELLED', enum_type=ShiftState, max_length=10)),
                ('reason', SealedText(default='', generated=False, null=False, unique=False)),
                ('report', SealedText(default='', generated=False, null=False, unique=False)),
                ('reported_by', fields.ForeignKeyField('lianxin.Person', source_field='reported_by_id', null=True, db_constraint=True, to_field='id', related_name='shift_reports', on_delete=OnDelete.RESTRICT)),
                ('reported_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('confirmed_by', fields.ForeignKeyField('lianxin.Person', source_field='confirmed_by_id', null=True, db_constraint=True, to_field='id', related_name='confirmed_shift_reports', on_delete=OnDelete.RESTRICT)),
                ('confirmed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('scrubbed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('version', fields.IntField(default=1)),
            ],
            options={'table': 'shift', 'app': 'lianxin', 'constraints': [CheckConstraint(check='starts_at < ends_at', name='shift_order')], 'indexes': [Index(fields=['grid_id', 'starts_at', 'id']), Index(fields=['starts_at', 'id']), Index(fields=['rota_id']), Index(fields=['scrubbed_at', 'ends_at'])], 'pk_attr': 'id'},
            bases=['Row'],
        ),
        ops.CreateModel(
            name='ShiftRole',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new, unique=True, db_index=True)),
                ('shift', fields.ForeignKeyField('lianxin.Shift', source_field='shift_id', db_constraint=True, to_field='id', related_name='roles', on_delete=OnDelete.CASCADE)),
                ('name', fields.CharField(default='', max_length=40)),
                ('needed', fields.SmallIntField()),
                ('taken', fields.SmallIntField(default=0)),
                ('qualifications', fields.CharField(default='', max_length=200)),
            ],
            options={'table': 'shift_role', 'app': 'lianxin', 'constraints': [CheckConstraint(check='needed BETWEEN 1 AND 200 AND 0 <= taken AND taken <= needed', name='role_counts')], 'indexes': [Index(fields=['shift_id', 'id'])], 'pk_attr': 'id'},
            bases=['Row'],
        ),
        ops.CreateModel(
            name='AskedToFill',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new, unique=True, db_index=True)),
                ('role', fields.ForeignKeyField('lianxin.ShiftRole', source_field='role_id', db_constraint=True, to_field='id', related_name='asked', on_delete=OnDelete.CASCADE)),
                ('person', fields.ForeignKeyField('lianxin.Person', source_field='person_id', db_constraint=True, to_field='id', related_name='asked_to_fill', on_delete=OnDelete.CASCADE)),
                ('wave', fields.SmallIntField()),
                ('asked_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'asked_to_fill', 'app': 'lianxin', 'unique_together': (('role', 'person'),), 'indexes': [Index(fields=['person_id'])], 'pk_attr': 'id'},
            bases=['Row'],
        ),
        ops.CreateModel(
            name='Signup',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new, unique=True, db_index=True)),
                ('shift', fields.ForeignKeyField('lianxin.Shift', source_field='shift_id', db_constraint=True, to_field='id', related_name='signups', on_delete=OnDelete.CASCADE)),
                ('role', fields.ForeignKeyField('lianxin.ShiftRole', source_field='role_id', db_constraint=True, to_field='id', related_name='signups', on_delete=OnDelete.CASCADE)),
                ('person', fields.ForeignKeyField('lianxin.Person', source_field='person_id', db_constraint=True, to_field='id', related_name='signups', on_delete=OnDelete.RESTRICT)),
                ('state', fields.CharEnumField(description='ASKED: ASKED\nWAITING: WAITING\nJOINED: JOINED\nLEFT: LEFT\nDECLINED: DECLINED\nHANDED_OVER: HANDED_OVER\nMISSED: MISSED\nSTOOD: STOOD', enum_type=SignupState, max_length=12)),
                ('asked_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('left_late', fields.BooleanField(default=False)),
                ('reason', SealedText(default='', generated=False, null=False, unique=False)),
                ('asked_again_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('offered_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('offered_to', fields.ForeignKeyField('lianxin.Person', source_field='offered_to_id', null=True, db_constraint=True, to_field='id', related_name='offered_shifts', on_delete=OnDelete.RESTRICT)),
                ('came_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('went_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('late_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('minutes', fields.SmallIntField(null=True)),
                ('approved_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('approved_by', fields.ForeignKeyField('lianxin.Person', source_field='approved_by_id', null=True, db_constraint=True, to_field='id', related_name='approved_hours', on_delete=OnDelete.RESTRICT)),
                ('version', fields.IntField(default=1)),
            ],
            options={'table': 'signup', 'app': 'lianxin', 'unique_together': (('shift', 'person'),), 'indexes': [Index(fields=['person_id', 'state']), Index(fields=['role_id', 'state', 'asked_at'])], 'pk_attr': 'id'},
            bases=['Row'],
        ),
        ops.CreateModel(
            name='Due',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new, unique=True, db_index=True)),
                ('shift', fields.ForeignKeyField('lianxin.Shift', source_field='shift_id', db_constraint=True, to_field='id', related_name='dues', on_delete=OnDelete.CASCADE)),
                ('role', fields.ForeignKeyField('lianxin.ShiftRole', source_field='role_id', null=True, db_constraint=True, to_field='id', related_name='dues', on_delete=OnDelete.CASCADE)),
                ('signup', fields.ForeignKeyField('lianxin.Signup', source_field='signup_id', null=True, db_constraint=True, to_field='id', related_name='dues', on_delete=OnDelete.CASCADE)),
                ('kind', fields.CharEnumField(description='EVENING: EVENING\nHOUR: HOUR\nMOVE_UP: MOVE_UP\nWAVE: WAVE\nLATE: LATE\nCLOSE: CLOSE', enum_type=DueKind, max_length=8)),
                ('turn', fields.SmallIntField(default=1)),
                ('due_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'shift_due', 'app': 'lianxin', 'indexes': [Index(fields=['due_at', 'id']), Index(fields=['shift_id', 'kind']), Index(fields=['signup_id']), Index(fields=['role_id'])], 'pk_attr': 'id'},
            bases=['Row'],
        ),
        ops.AlterField(
            model_name='Message',
            name='kind',
            field=fields.CharEnumField(description='NEED_NEAR: NEED_NEAR\nCLAIM: CLAIM\nHAND_OVER: HAND_OVER\nREQUEST: REQUEST\nSTOCK: STOCK\nSHIFT: SHIFT\nACCOUNT: ACCOUNT\nTEST: TEST', enum_type=Kind, max_length=16),
        ),
        ops.AlterField(
            model_name='Preference',
            name='kind',
            field=fields.CharEnumField(description='NEED_NEAR: NEED_NEAR\nCLAIM: CLAIM\nHAND_OVER: HAND_OVER\nREQUEST: REQUEST\nSTOCK: STOCK\nSHIFT: SHIFT\nACCOUNT: ACCOUNT\nTEST: TEST', enum_type=Kind, max_length=16),
        ),
    ]
