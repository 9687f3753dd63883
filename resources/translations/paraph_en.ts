<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CertificatePicker</name>
    <message numerus="yes">
        <source>%n other certificate(s) cannot sign. Why?</source>
        <translation>
            <numerusform>%n other certificate cannot sign. Why?</numerusform>
            <numerusform>%n other certificates cannot sign. Why?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Check</name>
    <message numerus="yes">
        <source>%n signature(s) valid</source>
        <translation>
            <numerusform>%n signature valid</numerusform>
            <numerusform>%n signatures valid</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DropHint</name>
    <message numerus="yes">
        <source>Drop to open %n PDF(s)</source>
        <translation>
            <numerusform>Drop to open the PDF</numerusform>
            <numerusform>Drop to open %n PDFs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Pin</name>
    <message numerus="yes">
        <source>The PIN is kept for %n minute(s) by the card’s process; locking the screen ends it.</source>
        <translation>
            <numerusform>The PIN is kept for %n minute by the card’s process; locking the screen ends it.</numerusform>
            <numerusform>The PIN is kept for %n minutes by the card’s process; locking the screen ends it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The key is kept open for %n minute(s) by a process of its own; locking the screen ends it.</source>
        <translation>
            <numerusform>The key is kept open for %n minute by a process of its own; locking the screen ends it.</numerusform>
            <numerusform>The key is kept open for %n minutes by a process of its own; locking the screen ends it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PinChoice</name>
    <message numerus="yes">
        <source>For %n minute(s)</source>
        <translation>
            <numerusform>For %n minute</numerusform>
            <numerusform>For %n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Preflight</name>
    <message numerus="yes">
        <source>%n earlier signature(s)</source>
        <translation>
            <numerusform>%n earlier signature</numerusform>
            <numerusform>%n earlier signatures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Readers</name>
    <message numerus="yes">
        <source>%n card(s) ready</source>
        <translation>
            <numerusform>%n card ready</numerusform>
            <numerusform>%n cards ready</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignFlow</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
</context>
</TS>
