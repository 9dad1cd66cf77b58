from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('lianxin', '0003_shifts')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Signup',
            name='instead_of',
            field=fields.ForeignKeyField('lianxin.Signup', source_field='instead_of_id', null=True, db_constraint=True, to_field='id', related_name='asked_for_by', on_delete=OnDelete.SET_NULL),
        ),
        ops.AddIndex(
            model_name='Signup',
            index=Index(fields=['instead_of_id']),
        ),
    ]
