import pytest
from datetime import date, timedelta
from django.db import connection, transaction, ProgrammingError
from intake import slot, opening, tickets, admission
from intake.models import *
from intake.role import in_slot
pytestmark=pytest.mark.django_db
def test_it():
    with pytest.raises(slot.NoMailbox): slot.drop(slot.Message({"text":"x"}), under=slot.ticket(), network="1", is_solved=True)
    key, priv = opening.new_key(on=date(2026,1,1), passphrase="hola")
    t = slot.ticket(); t=tickets.read_ticket(t.text)
    m = slot.Message({"text":"salió de prisión","name":"Yoandri Pérez Jutiar"}, [slot.File(b"abc"*10000,"image/jpeg","ff"*32)])
    r = slot.drop(m, under=t, network="1", is_solved=True)
    r2 = slot.drop(m, under=t, network="1", is_solved=True)
    assert r==r2
    pieces=list(Piece.objects.all())
    assert len(pieces)==3, len(pieces)
    assert {len(p.sealed) for p in pieces}=={16384+48}
    heads=[h for h in (opening.head_of(p,priv) for p in pieces) if h]
    assert len(heads)==1
    h=heads[0]; print(h)
    assert opening.content_of(h.files[0],pieces,priv)==b"abc"*10000
    opening.leave_question("¿Cuándo?", box=h.box, answer_to=h.answer_to, on=date.today(), shown_for=timedelta(days=30))
    print(slot.questions(r))
    assert slot.questions(r)[0].text=="¿Cuándo?"
    for sql in ["SELECT 1 FROM intake_piece","UPDATE intake_piece SET is_filed=true","DELETE FROM intake_piece","SELECT * FROM intake_tally","SELECT * FROM publication_edition","INSERT INTO intake_question (id,box,sealed,left_on,expires_on) VALUES (gen_random_uuid(),'','',now(),now())","SELECT * FROM intake_mailboxsecret","INSERT INTO intake_piece(id,key_id,received_on,sealed,is_filed) VALUES (gen_random_uuid(),1,now(),'',true)"]:
        with pytest.raises(ProgrammingError):
            with transaction.atomic(), in_slot() as using, connection.cursor() as c: c.execute(sql)
    for i in range(40):
        try: slot.drop(slot.Message({"text":str(i)}), under=slot.ticket(), network="1", is_solved=True)
        except admission.TooMany as e: print(i,e); break
    assert i==29
